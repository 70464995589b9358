/*
 * What element templates cannot offer, above the properties panel: delays of timers, codes of errors, effects of message
 * events, reminders and deadlines of a task, forms that do not exist yet. It picks from what the application offers.
 */
import { ask, choice, element, json, root, tell } from './page.js';

const RETRIES = 'R5/PT5M';
const TIMER_USES = [
  { value: 'deadline', label: 'À l’échéance d’une tâche', expression: key => `\${delays.deadline('${key}')}`, property: 'timeDate' },
  { value: 'reminder', label: 'Au rappel avant l’échéance', expression: key => `\${delays.reminder('${key}')}`, property: 'timeDate' },
  { value: 'of', label: 'Après une attente', expression: key => `\${delays.of('${key}')}`, property: 'timeDuration' }
];
const TIMER = /^\$\{delays\.(deadline|due|reminder|of)\('([A-Za-z]+)'\)}$/;

const bare = expression => /^\$\{(\w+)}$/.exec(expression ?? '')?.[1] ?? '';

export function assistant({ modeler, place, refresh, choices, key, writable }) {
  const modeling = modeler.get('modeling');
  const moddle = modeler.get('bpmnFactory');
  const shapes = modeler.get('elementFactory');
  const elements = modeler.get('elementRegistry');
  const selection = modeler.get('selection');
  const autoPlace = modeler.get('autoPlace');
  const canvas = modeler.get('canvas');
  const templates = modeler.get('elementTemplates');
  const events = modeler.get('eventBus');
  const template = id => choices().templates.find(candidate => candidate.id === `fr.ecoquartier.${id}`);

  const definition = (bo, type) => bo.eventDefinitions?.find(candidate => candidate.$type === type);
  const free = id => {
    let name = id;
    for (let n = 2; elements.get(name); n++) name = `${id}${n}`;
    return name;
  };
  const expression = (body, parent) => {
    const made = moddle.create('bpmn:FormalExpression', { body });
    made.$parent = parent;
    return made;
  };

  const heading = text => element('h2', {}, text);
  const button = (text, action) => element('button', { type: 'button', class: 'button button--secondary button--small', onclick: action }, text);

  function setTimer(shape, timer, use, delay) {
    const values = { timeDate: undefined, timeDuration: undefined, timeCycle: undefined };
    values[use.property] = expression(use.expression(delay), timer);
    modeling.updateModdleProperties(shape, timer, values);
  }

  function timer(shape, bo) {
    const found = definition(bo, 'bpmn:TimerEventDefinition');
    const text = (found.timeDate ?? found.timeDuration ?? found.timeCycle)?.body ?? '';
    const [, use, delay] = TIMER.exec(text) ?? [];
    let chosenUse = TIMER_USES.find(candidate => candidate.value === (use === 'due' ? 'deadline' : use))
      ?? TIMER_USES[bo.$type === 'bpmn:BoundaryEvent' ? 0 : 2];
    let chosenDelay = delay ?? '';
    const apply = () => chosenDelay && setTimer(shape, found, chosenUse, chosenDelay);
    return [
      heading('Quand ?'),
      choice('Moment', TIMER_USES, chosenUse.value, value => {
        chosenUse = TIMER_USES.find(candidate => candidate.value === value) ?? chosenUse;
        apply();
      }),
      choice('Délai', choices().delays, chosenDelay, value => {
        chosenDelay = value;
        apply();
      }),
      text && !use ? element('p', { class: 'muted' }, `Écrit dans le modèle : ${text}`) : null
    ];
  }

  const rootElements = () => modeler.getDefinitions().rootElements;

  /** The error of a code, made when the diagram has none. */
  function errorOf(code) {
    const known = rootElements().find(candidate => candidate.$type === 'bpmn:Error' && candidate.errorCode === code);
    if (known) return known;
    const made = moddle.create('bpmn:Error', { id: `${code}Error`, name: code, errorCode: code });
    made.$parent = modeler.getDefinitions();
    modeling.updateModdleProperties(canvas.getRootElement(), modeler.getDefinitions(), { rootElements: [...rootElements(), made] });
    return made;
  }

  function error(shape, bo) {
    const found = definition(bo, 'bpmn:ErrorEventDefinition');
    const code = found.errorRef?.errorCode ?? '';
    const known = choices().errors;
    return [
      heading(bo.$type === 'bpmn:EndEvent' ? 'Quelle erreur est levée ?' : 'Quelle erreur est attrapée ?'),
      choice('Erreur', known, code, value => value
        && modeling.updateModdleProperties(shape, found, { errorRef: errorOf(value) }))
    ];
  }

  function message(shape, bo) {
    const found = definition(bo, 'bpmn:MessageEventDefinition');
    return [
      heading('Que fait cet événement ?'),
      choice('Effet', choices().delegates, bare(found.get('camunda:delegateExpression')), value => value
        && modeling.updateModdleProperties(shape, found, { 'camunda:delegateExpression': `\${${value}}` }))
    ];
  }

  function serviceTask(shape, bo) {
    return [
      heading('Que fait cette tâche ?'),
      choice('Effet', choices().delegates, bare(bo.get('camunda:delegateExpression')), value => {
        const found = value && template(`effet.${value}`);
        if (found) templates.applyTemplate(shape, found);
      }),
      button('Attraper une erreur', () => selection.select(boundary(shape, 'bpmn:ErrorEventDefinition', {
        cancelActivity: true, id: `${bo.id}Failed`, name: 'Erreur', at: 0.75
      })))
    ];
  }

  /** An event on the lower edge of a task. */
  function boundary(host, eventDefinitionType, { cancelActivity, id, name, at }) {
    const shape = modeling.createShape(
      shapes.createShape({ type: 'bpmn:BoundaryEvent', eventDefinitionType, cancelActivity }),
      { x: host.x + Math.round(host.width * at), y: host.y + host.height }, host, { attach: true });
    modeling.updateProperties(shape, { id: free(id), name });
    const bo = shape.businessObject;
    modeling.updateModdleProperties(shape, bo.eventDefinitions[0], { id: free(`${bo.id}${eventDefinitionType.includes('Timer') ? 'Timer' : 'Definition'}`) });
    return shape;
  }

  function retries(shape) {
    const extension = moddle.create('bpmn:ExtensionElements', { values: [moddle.create('camunda:FailedJobRetryTimeCycle', { body: RETRIES })] });
    extension.values.forEach(value => { value.$parent = extension; });
    extension.$parent = shape.businessObject;
    modeling.updateProperties(shape, { extensionElements: extension });
  }

  /** The delay that the task's due date or reminder names. */
  const delayOf = bo => TIMER.exec(bo.get('camunda:dueDate') ?? '')?.[2] ?? TIMER.exec(bo.get('camunda:followUpDate') ?? '')?.[2] ?? '';

  /** For a task that has no delay yet: the one for instructing a request, or any. */
  const usualDelay = () => (choices().delays.find(delay => delay.value === 'instruction') ?? choices().delays.at(-1)).value;

  /** The effect that reminds, as this process uses it already, or the one of dossiers. */
  function reminderEffect() {
    const all = choices().delegates.filter(delegate => delegate.label.startsWith('Rappelle une tâche')).map(delegate => delegate.value);
    const used = elements.filter(shape => shape.businessObject?.eventDefinitions)
      .flatMap(shape => shape.businessObject.eventDefinitions)
      .map(found => bare(found.get?.('camunda:delegateExpression')))
      .find(name => all.includes(name));
    return used ?? (all.includes('reminder') ? 'reminder' : all[0]);
  }

  function addReminder(shape, bo) {
    const event = boundary(shape, 'bpmn:TimerEventDefinition', { cancelActivity: false, id: `${bo.id}Reminder`, name: 'Rappel dû', at: 0.2 });
    retries(event);
    setTimer(event, event.businessObject.eventDefinitions[0], TIMER_USES[1], delayOf(bo) || usualDelay());
    const end = autoPlace.append(event, shapes.createShape({ type: 'bpmn:EndEvent', eventDefinitionType: 'bpmn:MessageEventDefinition' }));
    modeling.updateProperties(end, { id: free(`${bo.id}Reminded`), name: 'Rappel envoyé' });
    modeling.updateModdleProperties(end, end.businessObject.eventDefinitions[0], {
      id: free(`${bo.id}RemindedSending`), 'camunda:delegateExpression': `\${${reminderEffect()}}`
    });
    selection.select(event);
  }

  function addDeadline(shape, bo) {
    const event = boundary(shape, 'bpmn:TimerEventDefinition', { cancelActivity: true, id: `${bo.id}Deadline`, name: 'Délai dépassé', at: 0.8 });
    retries(event);
    setTimer(event, event.businessObject.eventDefinitions[0], TIMER_USES[0], delayOf(bo) || usualDelay());
    selection.select(event);
  }

  const hasOn = (shape, test) => (shape.attachers ?? []).some(attached =>
    definition(attached.businessObject, 'bpmn:TimerEventDefinition') && test(attached.businessObject));

  function userTask(shape, bo) {
    return [
      heading('Tâche d’une personne'),
      templates.get(shape) ? null : button('Choisir rôle, formulaire et délai', () => templates.applyTemplate(shape, template('tache'))),
      hasOn(shape, attached => attached.cancelActivity === false) ? null : button('Ajouter un rappel', () => addReminder(shape, bo)),
      hasOn(shape, attached => attached.cancelActivity !== false) ? null : button('Ajouter un délai à ne pas dépasser', () => addDeadline(shape, bo)),
      button('Nouveau formulaire', () => newForm(shape, bo)),
      formLink(bo.get('camunda:formRef'))
    ];
  }

  /** A form that is still a draft opens in its own editor. */
  function formLink(form) {
    const found = choices().forms.find(candidate => candidate.value === form);
    return found
      ? element('p', {}, element('a', { href: `${root}/modeles/formulaire/${encodeURIComponent(form)}`, target: '_blank', rel: 'opener' }, `Voir le formulaire « ${form} »`))
      : null;
  }

  const dashed = name => name.normalize('NFD').replace(/[\u0300-\u036f]/g, '').toLowerCase()
    .replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 50);

  async function newForm(shape, bo) {
    const created = await ask('Nouveau formulaire', [
      { name: 'title', label: 'Nom', value: bo?.name ? `Formulaire : ${bo.name}` : '' },
      { name: 'key', label: 'Identifiant', value: bo?.name ? dashed(bo.name) : '', maxlength: 60,
        hint: 'En minuscules sans accent, avec des traits d’union. La tâche nomme le formulaire ainsi ; il ne change plus.' }
    ], 'Créer le formulaire', async values => (await json('POST', '/api/modelling/drafts', { kind: 'formulaire', ...values })).json());
    if (!created) return;
    await refresh();
    if (shape) modeling.updateProperties(shape, { 'camunda:formRef': created.key, 'camunda:formRefBinding': 'deployment' });
    tell('formulaire', 'success', `Le formulaire « ${created.key} » est créé comme brouillon${shape ? ' et choisi pour cette tâche' : ''}.`,
      element('p', { class: 'actions' }, element('a', {
        class: 'button button--small', href: `${root}/modeles/brouillons/${created.id}`, target: '_blank', rel: 'opener'
      }, 'Dessiner le formulaire (nouvel onglet)')));
    show();
  }

  const KEYS = [
    ['Ctrl+Z, Ctrl+Y', 'annuler, rétablir'], ['N, A', 'créer, ajouter à la suite'], ['R', 'changer le type'],
    ['H, L, S, C', 'déplacer la vue, choisir, espacer, relier'], ['E', 'écrire le nom'], ['Ctrl+F', 'chercher'],
    ['Ctrl+C, Ctrl+V', 'copier, coller'], ['Suppr', 'supprimer'], ['Flèches', 'déplacer l’élément'],
    ['Ctrl+molette, Ctrl+0', 'zoom'], ['Ctrl+S', 'enregistrer maintenant']
  ];

  function process() {
    return [
      heading('Dessiner'),
      element('p', {}, 'Choisissez un élément : ce que l’application offre se choisit ici et dans les propriétés.'),
      button('Nouveau formulaire', () => newForm(null, null)),
      element('details', {}, element('summary', {}, 'Clavier'),
        element('dl', {}, KEYS.flatMap(([keys, what]) => [element('dt', {}, keys), element('dd', {}, what)])))
    ];
  }

  function content(shape) {
    const bo = shape?.businessObject;
    if (!bo || shape === canvas.getRootElement() || shape.type === 'label') return process();
    if (definition(bo, 'bpmn:TimerEventDefinition')) return timer(shape, bo);
    if (definition(bo, 'bpmn:ErrorEventDefinition')) return error(shape, bo);
    if (definition(bo, 'bpmn:MessageEventDefinition') && /End|Throw/.test(bo.$type)) return message(shape, bo);
    if (bo.$type === 'bpmn:UserTask') return userTask(shape, bo);
    if (bo.$type === 'bpmn:ServiceTask' || bo.$type === 'bpmn:SendTask') return serviceTask(shape, bo);
    return [];
  }

  function show() {
    const chosen = selection.get();
    place.replaceChildren(...(writable && chosen.length < 2 ? content(chosen[0]) : []).filter(Boolean));
  }

  events.on(['selection.changed', 'commandStack.changed', 'import.done'], () => {
    // not while somebody is choosing in it
    if (!place.contains(document.activeElement) || document.activeElement.tagName === 'BUTTON') show();
  });
  place.addEventListener('change', () => requestAnimationFrame(show));
  window.addEventListener('focus', () => refresh().then(show).catch(() => {}));

  return { show };
}
