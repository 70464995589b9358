/* Two versions side by side, and the list of what changes from the one to the other. */
import { showDiagram } from './diagram.js';
import { content, element, library, tell } from './page.js';

const main = document.getElementById('contenu');
const { before, after, kind } = main.dataset;
const list = document.getElementById('liste');
const WORDS = { added: 'Ajouté', removed: 'Retiré', changed: 'Modifié', moved: 'Déplacé' };
const ORDER = ['added', 'removed', 'changed', 'moved'];

const plural = (number, one, many) => `${number} ${number < 2 ? one : many}`;

function summary(changes) {
  if (!changes.length) return 'Les deux contenus disent la même chose.';
  const count = change => changes.filter(found => found.change === change).length;
  return [
    [count('added'), 'ajout', 'ajouts'], [count('removed'), 'retrait', 'retraits'],
    [count('changed'), 'modification', 'modifications'], [count('moved'), 'déplacement', 'déplacements']
  ].filter(([number]) => number).map(([number, one, many]) => plural(number, one, many)).join(', ') + '.';
}

function show(changes, focus) {
  document.getElementById('resume').textContent = summary(changes);
  changes.sort((a, b) => Boolean(a.flow) - Boolean(b.flow) || ORDER.indexOf(a.change) - ORDER.indexOf(b.change));
  list.replaceChildren(...changes.map(change => element('li', { 'data-change': change.change, 'data-id': change.id },
    element('strong', {}, `${WORDS[change.change]} : `),
    focus ? element('button', { type: 'button', onclick: () => focus(change.id) }, change.title) : element('span', {}, change.title),
    change.details.length ? element('table', {},
      element('caption', { class: 'visually-hidden' }, `Ce qui change : ${change.title}`),
      element('thead', {}, element('tr', {}, element('th', { scope: 'col' }, 'Propriété'),
        change.change === 'added' ? null : element('th', { scope: 'col' }, 'Avant'), change.change === 'removed' ? null : element('th', { scope: 'col' }, 'Après'))),
      element('tbody', {}, change.details.map(detail => element('tr', {}, element('th', { scope: 'row' }, detail.label),
        change.change === 'added' ? null : element('td', {}, detail.before || '–'), change.change === 'removed' ? null : element('td', {}, detail.after || '–'))))) : null)));
}

/** One diagram follows the other. */
function together(left, right) {
  let following = false;
  const follow = (from, to) => from.bpmn.get('eventBus').on('canvas.viewbox.changed', ({ viewbox }) => {
    if (following) return;
    following = true;
    const { outer } = to.bpmn.get('canvas').viewbox();
    to.bpmn.get('canvas').viewbox({ x: viewbox.x, y: viewbox.y, width: outer.width / viewbox.scale, height: outer.height / viewbox.scale });
    following = false;
  });
  follow(left, right);
  follow(right, left);
}

async function processes(was, is) {
  const { compare } = await import('./bpmn-difference.js');
  const differ = await library('bpmn-js-differ/differ.min.js', 'BpmnDiffer');
  const left = await showDiagram(document.getElementById('diagramme-avant'), was);
  const right = await showDiagram(document.getElementById('diagramme-apres'), is);
  const changes = compare(left.bpmn.getDefinitions(), right.bpmn.getDefinitions(), differ);
  for (const { change, id } of changes) {
    if (change !== 'added') left.mark(id, `eq-${change}`);
    if (change !== 'removed') right.mark(id, `eq-${change}`);
  }
  const focus = id => {
    for (const side of [left, right]) {
      const canvas = side.bpmn.get('canvas');
      if (side.has(id) && canvas.zoom() < 0.7) canvas.zoom(0.7);
    }
    (right.has(id) ? right : left).focus(id);
    for (const side of [left, right]) {
      const shape = side.bpmn.get('elementRegistry').get(id);
      side.bpmn.get('selection', false)?.select(shape ?? null);
    }
  };
  together(left, right);
  for (const side of [left, right]) {
    side.onClick(id => [...list.children].find(item => item.dataset.id === id)?.scrollIntoView({ block: 'center' }));
  }
  show(changes, focus);
}

async function structures(was, is, module) {
  const { compare } = await import(module);
  main.classList.add('compare--text');
  document.getElementById('diagrammes').hidden = true;
  show(compare(was, is), null);
}

try {
  const [was, is] = await Promise.all([content(before), content(after)]);
  if (kind === 'processus') await processes(was, is);
  else await structures(was, is, kind === 'decision' ? './dmn-difference.js' : './form-difference.js');
} catch (failure) {
  tell('difference', 'failure', `La comparaison n’a pas pu se faire : ${failure.message}`);
}
