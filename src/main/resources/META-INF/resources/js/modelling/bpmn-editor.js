/* The editor of processes: camunda-bpmn-js with our templates, in French, with token simulation. */
import { frenchModule, translateShown, unknown } from './french-bpmn.js';
import { element, library, request, tell, unreadable } from './page.js';
import { assistant } from './bpmn-assistant.js';
import { templateValues } from './template-values.js';

const MODELER = ['camunda-bpmn-js/assets/camunda-platform-modeler.css', 'bpmn-js-token-simulation/bpmn-js-token-simulation.css', '../css/diagram.css'];

const READABLE = 0.75;

/** Brings an element to where it can be read. */
function reveal(modeler, shape) {
  const canvas = modeler.get('canvas');
  if (canvas.zoom() < READABLE) canvas.zoom(READABLE);
  canvas.scrollToElement(shape, { top: 120, bottom: 160, left: 160, right: 160 });
}

/** The whole diagram when its names stay readable, else its beginning. */
function begin(modeler) {
  const canvas = modeler.get('canvas');
  canvas.zoom('fit-viewport', 'auto');
  if (canvas.zoom() >= READABLE) return;
  const first = modeler.get('elementRegistry').find(shape => shape.type === 'bpmn:StartEvent');
  canvas.zoom(READABLE);
  if (!first) return;
  const { outer } = canvas.viewbox();
  canvas.viewbox({
    x: first.x - 160 / READABLE, y: first.y - outer.height / 2 / READABLE,
    width: outer.width / READABLE, height: outer.height / READABLE
  });
}

export async function create({ canvas, side, assistant: place, properties, tools, changed, writable, key }) {
  const Modeler = await library('camunda-bpmn-js/camunda-platform-modeler.production.min.js', 'BpmnModeler', MODELER);
  const simulation = await library('bpmn-js-token-simulation/token-simulation.min.js', 'BpmnTokenSimulation');
  canvas.classList.add('eq-diagram');
  translateShown(document.body);

  let choices = await (await request('/api/modelling/templates')).json();
  const modeler = new Modeler({
    container: canvas,
    propertiesPanel: { parent: properties },
    elementTemplates: choices.templates,
    additionalModules: [frenchModule, templateValues, simulation],
    // a saving that moves the diagram would drop what a person is drawing, and differ from the version it came from
    alignToOrigin: { alignOnSave: false },
    exporter: { name: 'Label ÉcoQuartier', version: '1' }
  });
  const templates = modeler.get('elementTemplatesLoader');
  const events = modeler.get('eventBus');
  const diagram = modeler.get('canvas');
  const elements = modeler.get('elementRegistry');
  const selection = modeler.get('selection');
  const overlays = modeler.get('overlays');
  let ready = false;
  let marked = [];

  events.on('commandStack.changed', () => {
    if (ready && writable) changed();
    state();
  });
  events.on('element.changed', ({ element: shape }) => {
    const id = shape?.type === 'bpmn:Process' ? shape.businessObject.id : key;
    tell('identifiant', 'warning', id === key ? '' : `Ce processus s’appelle maintenant « ${id} », et ce brouillon est celui de « ${key} ». Remettez l’identifiant « ${key} », ou créez un nouveau modèle : les dossiers en cours ne suivraient pas.`);
  });
  events.on('elementTemplates.errors', event => event.errors.forEach(error => tell('modeles-elements', 'warning', error.message)));

  // the library opens its list of templates in the corner of the page: beside the properties it is where one looks
  events.on('popupMenu.opened', () => {
    const list = document.querySelector('.djs-popup');
    if (list?.style.left === '0px' && list.style.top === '0px') {
      const { left, top } = side.getBoundingClientRect();
      Object.assign(list.style, { left: `${Math.max(0, left - list.offsetWidth - 8)}px`, top: `${top + 8}px` });
    }
  });

  const refresh = async () => {
    choices = await (await request('/api/modelling/templates')).json();
    templates.setTemplates(choices.templates);
    return choices;
  };
  const help = assistant({ modeler, place, refresh, choices: () => choices, key, writable });

  // --- tools of the bar

  const button = (label, title, action, attributes = {}) => {
    const node = element('button', { type: 'button', class: 'button button--quiet button--small', title, onclick: action, ...attributes }, label);
    tools.append(node);
    return node;
  };
  const undo = button('Annuler', 'Annuler la dernière modification (Ctrl+Z)', () => modeler.get('commandStack').undo());
  const redo = button('Rétablir', 'Rétablir ce qui a été annulé (Ctrl+Y)', () => modeler.get('commandStack').redo());
  button('−', 'Réduire (Ctrl+−)', () => modeler.get('zoomScroll').stepZoom(-1), { 'aria-label': 'Réduire' });
  button('+', 'Agrandir (Ctrl++)', () => modeler.get('zoomScroll').stepZoom(1), { 'aria-label': 'Agrandir' });
  button('Ajuster', 'Voir tout le diagramme (Ctrl+0)', () => diagram.zoom('fit-viewport', 'auto'));
  const simulate = button('Simuler', 'Faire avancer des jetons dans le diagramme', () => modeler.get('toggleMode').toggleMode(), { id: 'simuler', 'aria-pressed': 'false' });
  events.on('tokenSimulation.toggleMode', event => {
    simulate.setAttribute('aria-pressed', String(event.active));
    side.hidden = event.active;
  });

  function state() {
    const stack = modeler.get('commandStack');
    undo.disabled = !stack.canUndo();
    redo.disabled = !stack.canRedo();
  }
  state();

  function unmark() {
    marked.forEach(([id, css]) => elements.get(id) && diagram.removeMarker(id, css));
    marked = [];
    overlays.remove({ type: 'finding' });
  }

  return {
    ready: () => ready,

    async open(xml) {
      ready = false;
      unmark();
      try {
        const { warnings } = await modeler.importXML(xml);
        // what is not read would be gone with the next saving: such a file stays text
        const lost = warnings.find(warning => /unparsable content|duplicate ID|failed to import/i.test(warning.message));
        if (lost) throw lost.error ?? new Error(lost.message);
        tell('import', 'warning', warnings.length ? 'Des liens du fichier ne mènent à aucun élément ; « Vérifier » dit ce qui manque.' : '');
      } catch (error) {
        throw unreadable(error, 'BPMN');
      }
      begin(modeler);
      ready = true;
      help.show();
    },

    async content() {
      return (await modeler.saveXML({ format: true })).xml;
    },

    has: id => Boolean(elements.get(id)),

    focus(id) {
      const shape = elements.get(id);
      if (!shape) return;
      if (shape !== diagram.getRootElement()) {
        const plane = diagram.findRoot(shape);
        if (plane && plane !== diagram.getRootElement()) diagram.setRootElement(plane);
        reveal(modeler, shape);
      }
      selection.select(shape === diagram.getRootElement() ? [] : shape);
    },

    /** Findings on their elements: the worst one gives the colour, all of them the tooltip. */
    mark(findings) {
      unmark();
      const byElement = Map.groupBy
        ? Map.groupBy(findings.filter(finding => finding.element), finding => finding.element)
        : findings.filter(finding => finding.element).reduce((map, finding) =>
          map.set(finding.element, [...(map.get(finding.element) ?? []), finding]), new Map());
      byElement.forEach((found, id) => {
        if (!elements.get(id) || elements.get(id) === diagram.getRootElement()) return;
        const error = found.some(finding => finding.severity === 'ERROR');
        const css = error ? 'eq-error' : 'eq-warning';
        diagram.addMarker(id, css);
        marked.push([id, css]);
        overlays.add(id, 'finding', {
          position: { top: -12, right: 12 },
          html: element('span', {
            class: `eq-badge ${error ? 'eq-badge-error' : 'eq-badge-count'}`, title: found.map(finding => finding.message).join('\n'),
            onclick: () => {
              selection.select(elements.get(id));
              document.querySelector(`#constats-liste [data-element="${CSS.escape(id)}"]`)?.scrollIntoView({ block: 'nearest' });
            }
          }, String(found.length))
        });
      });
    },

    /** Drafts of forms and decisions that the process names and nobody has deployed yet: they go into service together. */
    async companions() {
      await refresh();
      const named = elements.getAll().flatMap(shape => {
        const bo = shape.businessObject;
        return bo?.get ? [choices.formDrafts[bo.get('camunda:formRef')], choices.decisionDrafts[bo.get('camunda:decisionRef')]] : [];
      });
      return [...new Set(named.filter(Boolean))];
    },

    modeler,
    unknown
  };
}
