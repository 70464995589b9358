/* What two versions of a decision table differ in: decisions, columns, rules and cells, in French. */
const strip = text => (text ?? '').trim();
const child = (node, name) => [...node.children].find(found => found.localName === name);
const children = (node, name) => [...node.children].filter(found => found.localName === name);
const text = node => strip(node && (child(node, 'text') ?? node).textContent);

const ATTRIBUTES = { name: 'Nom', hitPolicy: 'Règles retenues', aggregation: 'Calcul', label: 'Libellé', typeRef: 'Type', historyTimeToLive: 'Durée de conservation', versionTag: 'Étiquette de version' };

export function parse(xml) {
  const read = new DOMParser().parseFromString(xml, 'application/xml');
  if (read.querySelector('parsererror')) throw new Error('Ce fichier n’est pas du XML lisible.');
  return read;
}

function attributes(node, names) {
  const found = {};
  for (const { localName, value } of node.attributes) if (names.includes(localName)) found[ATTRIBUTES[localName] ?? localName] = value;
  return found;
}

function input(node) {
  const expression = child(node, 'inputExpression');
  return {
    ...attributes(node, ['label']), ...(expression ? attributes(expression, ['typeRef']) : {}),
    Expression: text(expression), 'Valeurs prédéfinies': text(child(node, 'inputValues'))
  };
}

const output = node => ({ ...attributes(node, ['label', 'name', 'typeRef']), 'Valeurs prédéfinies': text(child(node, 'outputValues')) });

/** id → what a part of the file says, with a title. */
function parts(xml) {
  const found = new Map();
  const add = (id, title, facts, order = 0) => found.set(id, { title, facts, order });
  for (const decision of parse(xml).getElementsByTagNameNS('*', 'decision')) {
    const id = decision.getAttribute('id');
    const name = decision.getAttribute('name') || id;
    add(id, `Décision « ${name} »`, { ...attributes(decision, ['name', 'historyTimeToLive', 'versionTag']), Description: strip(child(decision, 'description')?.textContent) });
    const table = child(decision, 'decisionTable');
    const literal = child(decision, 'literalExpression');
    if (literal) add(`${id}/expression`, `Expression de « ${name} »`, { Expression: text(literal) });
    if (!table) continue;
    add(`${id}/table`, `Table « ${name} »`, { 'Règles retenues': table.getAttribute('hitPolicy') || 'UNIQUE', ...attributes(table, ['aggregation']) });
    const inputs = children(table, 'input');
    const outputs = children(table, 'output');
    inputs.forEach((column, at) => add(column.id, `Entrée « ${column.getAttribute('label') || text(child(column, 'inputExpression')) || at + 1} »`, input(column), at));
    outputs.forEach((column, at) => add(column.id, `Sortie « ${column.getAttribute('label') || column.getAttribute('name') || at + 1} »`, output(column), at));
    const heads = [...inputs.map(column => `Si ${column.getAttribute('label') || text(child(column, 'inputExpression'))}`),
      ...outputs.map(column => `Alors ${column.getAttribute('label') || column.getAttribute('name') || ''}`)];
    children(table, 'rule').forEach((rule, at) => {
      const cells = [...children(rule, 'inputEntry'), ...children(rule, 'outputEntry')].map(text);
      const facts = Object.fromEntries(cells.map((cell, column) => [heads[column] ?? `Colonne ${column + 1}`, cell || '-']));
      facts.Remarque = strip(child(rule, 'description')?.textContent);
      add(rule.id, `Règle ${at + 1}`, facts, at);
    });
  }
  return found;
}

export function compareParts(left, right) {
  const changes = [];
  const details = (was, is) => [...new Set([...Object.keys(was), ...Object.keys(is)])]
    .filter(name => strip(was[name]) !== strip(is[name])).map(name => ({ label: name, before: strip(was[name]), after: strip(is[name]) }));
  for (const [id, part] of right) {
    const was = left.get(id);
    if (!was) changes.push({ change: 'added', id, title: part.title, details: details({}, part.facts) });
    else {
      const found = details(was.facts, part.facts);
      if (found.length) changes.push({ change: 'changed', id, title: part.title, details: found });
    }
  }
  for (const [id, part] of left) if (!right.has(id)) changes.push({ change: 'removed', id, title: part.title, details: details(part.facts, {}) });
  return [...changes, ...moved(left, right)];
}

/** What stands in both, in another order: as few as explain it. */
function moved(left, right) {
  const groups = new Map();
  const group = part => part.group ?? part.title.split(' ')[0];
  for (const [id, part] of right) if (left.has(id)) groups.set(group(part), [...groups.get(group(part)) ?? [], [left.get(id).order, id, part, left.get(id)]]);
  const changes = [];
  for (const members of groups.values()) {
    const kept = longestRise(members.map(([order]) => order));
    members.forEach(([, id, part, was], at) => {
      if (!kept.has(at)) changes.push({ change: 'moved', id, title: part.title, details: [{ label: 'Place', before: String(was.order + 1), after: String(part.order + 1) }] });
    });
  }
  return changes;
}

/** Positions of a longest increasing subsequence. */
function longestRise(values) {
  const length = values.map(() => 1);
  const from = values.map(() => -1);
  let best = 0;
  for (let i = 0; i < values.length; i++) {
    for (let j = 0; j < i; j++) if (values[j] <= values[i] && length[j] + 1 > length[i]) [length[i], from[i]] = [length[j] + 1, j];
    if (length[i] > length[best]) best = i;
  }
  const kept = new Set();
  for (let i = values.length ? best : -1; i >= 0; i = from[i]) kept.add(i);
  return kept;
}

export const compare = (before, after) => compareParts(parts(before), parts(after));
