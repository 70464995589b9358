/* What two versions of a process differ in, element by element, in French. */
import { typeName } from './french-bpmn.js';

const LABELS = {
  name: 'Nom', documentation: 'Description', isExecutable: 'Exécutable', 'camunda:versionTag': 'Étiquette de version',
  'camunda:historyTimeToLive': 'Durée de conservation', 'camunda:delegateExpression': 'Effet', 'camunda:formRef': 'Formulaire',
  'camunda:formRefBinding': 'Version du formulaire', 'camunda:candidateGroups': 'Rôle', 'camunda:assignee': 'Personne désignée',
  'camunda:dueDate': 'Échéance', 'camunda:followUpDate': 'Rappel', 'camunda:asyncBefore': 'Point de reprise avant',
  'camunda:asyncAfter': 'Point de reprise après', 'camunda:modelerTemplate': 'Modèle d’élément', 'camunda:decisionRef': 'Décision',
  'camunda:decisionRefBinding': 'Version de la décision', 'camunda:resultVariable': 'Variable du résultat', 'camunda:mapDecisionResult': 'Forme du résultat',
  'camunda:calledElementBinding': 'Version du processus appelé', calledElement: 'Processus appelé', conditionExpression: 'Condition',
  default: 'Flux par défaut', sourceRef: 'Depuis', targetRef: 'Vers', attachedToRef: 'Attaché à', cancelActivity: 'Interrompt', isInterrupting: 'Interrompt',
  retry: 'Nouvelles tentatives', inputs: 'Entrées', outputs: 'Sorties', listeners: 'Écouteurs', properties: 'Propriétés', mappings: 'Variables échangées',
  timer: 'Minuteur', error: 'Erreur', message: 'Message', signal: 'Signal', escalation: 'Escalade', effect: 'Effet', repeat: 'Répétition',
  text: 'Texte', triggeredByEvent: 'Sur événement', condition: 'Condition', 'camunda:jobPriority': 'Priorité', 'camunda:priority': 'Priorité',
  'camunda:exclusive': 'Exclusif', 'camunda:initiator': 'Qui a démarré', parent: 'Dans'
};

export const label = name => LABELS[name] ?? LABELS[`camunda:${name}`] ?? name.replace('camunda:', '');

const called = bo => (bo ? bo.name || bo.id : '');
const yes = value => (value === true ? 'oui' : value === false ? 'non' : value);
/** Another element: it stays the same when it gets another name. */
const reference = bo => ({ id: bo.id, toString: () => called(bo) });

const strip = value => (value === undefined || value === null ? '' : String(value).trim());
const same = (one, other) => (one?.id && other?.id ? one.id === other.id : strip(one) === strip(other));

/** Attributes that say where things are or what is said elsewhere. */
const SILENT = new Set(['id', 'di', 'incoming', 'outgoing', 'flowElements', 'artifacts', 'laneSets', 'eventDefinitions', 'extensionElements',
  'documentation', 'loopCharacteristics', 'conditionExpression', 'sourceRef', 'targetRef', 'attachedToRef', 'default', 'flowNodeRef', 'participants',
  'messageFlows', 'processRef', 'lanes', 'childLaneSet', 'targetNamespace', 'exporter', 'exporterVersion']);

function events(bo, facts) {
  for (const definition of bo.eventDefinitions ?? []) {
    const timer = definition.timeDate ?? definition.timeDuration ?? definition.timeCycle;
    if (timer) facts.timer = `${definition.timeDate ? 'date' : definition.timeDuration ? 'durée' : 'répétition'} ${strip(timer.body)}`;
    if (definition.errorRef) facts.error = definition.errorRef.errorCode ?? called(definition.errorRef);
    if (definition.messageRef) facts.message = called(definition.messageRef);
    if (definition.signalRef) facts.signal = called(definition.signalRef);
    if (definition.escalationRef) facts.escalation = called(definition.escalationRef);
    if (definition.condition) facts.condition = strip(definition.condition.body);
    const effect = definition.get?.('camunda:delegateExpression');
    if (effect) facts.effect = effect;
  }
}

function extensions(bo, facts) {
  const listed = (values, show) => (values ?? []).map(show).join(' ; ');
  for (const value of bo.extensionElements?.values ?? []) {
    switch (value.$type) {
      case 'camunda:FailedJobRetryTimeCycle': facts.retry = strip(value.body); break;
      case 'camunda:InputOutput':
        facts.inputs = listed(value.inputParameters, parameter => `${parameter.name} = ${strip(parameter.value)}`);
        facts.outputs = listed(value.outputParameters, parameter => `${parameter.name} = ${strip(parameter.value)}`);
        break;
      case 'camunda:ExecutionListener': case 'camunda:TaskListener':
        facts.listeners = [facts.listeners, `${value.event} ${value.delegateExpression ?? ''}`].filter(Boolean).join(' ; ');
        break;
      case 'camunda:In': case 'camunda:Out':
        facts.mappings = [facts.mappings, value.businessKey ? `clé métier ${value.businessKey}`
          : `${value.$type === 'camunda:In' ? 'donne' : 'reçoit'} ${value.variables === 'all' ? 'tout' : value.source ?? value.sourceExpression}${value.target ? ` → ${value.target}` : ''}`].filter(Boolean).join(' ; ');
        break;
      case 'camunda:Properties': facts.properties = listed(value.values, property => `${property.name} = ${property.value}`); break;
      default: facts[value.$type] = strip(value.body ?? value.$body ?? 'oui');
    }
  }
}

/** Everything that an element says, as label → text. */
export function facts(bo) {
  const found = {};
  for (const property of bo.$descriptor.properties) {
    const name = property.ns.prefix === 'bpmn' ? property.ns.localName : property.name;
    if (SILENT.has(property.ns.localName) || property.isMany) continue;
    const value = bo.get(property.name);
    if (value === undefined || value === property.default || typeof value === 'object') continue;
    found[name] = yes(value);
  }
  for (const [name, value] of Object.entries(bo.$attrs ?? {})) if (!name.startsWith('xmlns')) found[name] = value;
  if (bo.documentation?.length) found.documentation = bo.documentation.map(text => strip(text.text)).join('\n');
  if (bo.conditionExpression) found.conditionExpression = strip(bo.conditionExpression.body);
  for (const name of ['sourceRef', 'targetRef', 'attachedToRef', 'default']) {
    const other = bo.get?.(name);
    if (other && !Array.isArray(other)) found[name] = reference(other);
  }
  const loop = bo.loopCharacteristics;
  if (loop) {
    found.repeat = [loop.isSequential ? 'à la suite' : 'en parallèle', loop.get?.('camunda:collection'), loop.get?.('camunda:elementVariable'),
      loop.loopCardinality?.body, loop.completionCondition && `jusqu’à ${strip(loop.completionCondition.body)}`].filter(Boolean).join(', ');
  }
  events(bo, found);
  extensions(bo, found);
  if (bo.$parent && bo.$parent.$type === 'bpmn:SubProcess') found.parent = reference(bo.$parent);
  return found;
}

/** Elements of a diagram by id: processes, participants and all that is drawn. */
function all(definitions) {
  const found = new Map();
  const walk = bo => {
    if (bo.id) found.set(bo.id, bo);
    for (const name of ['flowElements', 'artifacts', 'participants', 'messageFlows']) (bo[name] ?? []).forEach(walk);
    (bo.laneSets ?? []).forEach(set => (set.lanes ?? []).forEach(walk));
  };
  definitions.rootElements.filter(root => /Process|Collaboration/.test(root.$type)).forEach(walk);
  return found;
}

/** Where elements are drawn, without their labels: id → position and size, or the bends of a flow. */
function places(definitions) {
  const found = new Map();
  for (const diagram of definitions.diagrams ?? []) {
    for (const shape of diagram.plane?.planeElement ?? []) {
      const { x, y, width, height } = shape.bounds ?? {};
      found.set(shape.bpmnElement?.id, (shape.waypoint ?? []).map(point => `${point.x},${point.y}`).join(' ') || `${x},${y},${width},${height}`);
    }
  }
  return found;
}

const title = bo => (bo.$type === 'bpmn:SequenceFlow' && !bo.name
  ? `Flux de « ${called(bo.sourceRef)} » à « ${called(bo.targetRef)} »` : `${typeName(bo)} « ${called(bo)} »`);

const isFlow = bo => /Flow$|Association$/.test(bo.$type);

/**
 * @param {object} before, after definitions of bpmn-js
 * @param {object} differ bpmn-js-differ
 * @returns {Array<{ change: string, id: string, title: string, details: Array }>} added, removed, changed and moved
 */
export function compare(before, after, differ) {
  const left = all(before);
  const right = all(after);
  const redrawn = differ.diff(before, after)._layoutChanged;
  const [were, are] = [places(before), places(after)];
  // an editor that writes a label's place anew has not moved anything
  const moved = id => redrawn[id] && were.get(id) !== are.get(id);
  const changes = [];
  for (const [id, bo] of right) {
    if (!left.has(id)) changes.push({ change: 'added', id, title: title(bo), details: details({}, facts(bo)), flow: isFlow(bo) });
  }
  for (const [id, bo] of left) {
    if (!right.has(id)) changes.push({ change: 'removed', id, title: title(bo), details: [], flow: isFlow(bo) });
  }
  for (const [id, bo] of right) {
    if (!left.has(id)) continue;
    const was = left.get(id);
    const found = details(facts(was), facts(bo));
    if (was.$type !== bo.$type) found.unshift({ label: 'Type', before: typeName(was), after: typeName(bo) });
    if (found.length) changes.push({ change: 'changed', id, title: title(bo), details: found, flow: isFlow(bo) });
    else if (moved(id)) changes.push({ change: 'moved', id, title: title(bo), details: [], flow: isFlow(bo) });
  }
  return changes;
}

function details(was, is) {
  return [...new Set([...Object.keys(was), ...Object.keys(is)])]
    .filter(name => !same(was[name], is[name]))
    .map(name => ({ label: label(name), before: strip(was[name]), after: strip(is[name]) }));
}
