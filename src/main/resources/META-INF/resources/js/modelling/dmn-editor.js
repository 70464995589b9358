/* The editor of decision tables: dmn-js, FEEL only, in French. */
import { frenchModule, SHOWN } from './french-dmn.js';
import { translateShown } from './french-bpmn.js';
import { element, library, unreadable } from './page.js';

const STYLES = [
  'dmn-js/assets/diagram-js.css', 'dmn-js/assets/dmn-js-shared.css', 'dmn-js/assets/dmn-js-drd.css',
  'dmn-js/assets/dmn-js-decision-table.css', 'dmn-js/assets/dmn-js-decision-table-controls.css',
  'dmn-js/assets/dmn-js-boxed-expression.css', 'dmn-js/assets/dmn-js-boxed-expression-controls.css',
  'dmn-js/assets/dmn-js-literal-expression.css', 'dmn-js/assets/dmn-font/css/dmn.css'
];

const LANGUAGES = { options: [{ value: 'feel', label: 'FEEL' }], defaults: { editor: 'feel' } };
const HISTORY = 'camunda:historyTimeToLive';
const TAG = 'camunda:versionTag';

const NAMES = { drd: 'Schéma des décisions', decisionTable: 'Table', literalExpression: 'Expression', boxedExpression: 'Expression' };

export async function create({ canvas, assistant, properties, tools, changed, writable }) {
  const DmnJS = await library('dmn-js/dmn-modeler.production.min.js', 'DmnJS', STYLES);
  canvas.classList.add('dmn-editor');
  translateShown(canvas, SHOWN);
  const french = { additionalModules: [frenchModule] };
  const modeler = new DmnJS({
    container: canvas,
    common: { expressionLanguages: LANGUAGES },
    drd: french, decisionTable: french, literalExpression: french, boxedExpression: french
  });
  const watched = new WeakSet();
  const tabs = element('span', { class: 'studio__tools', role: 'group', 'aria-label': 'Vues' });
  const command = name => () => modeler.getActiveViewer()?.get('editorActions', false)?.trigger(name);
  const undo = element('button', { type: 'button', class: 'button button--quiet button--small', onclick: command('undo') }, 'Annuler');
  const redo = element('button', { type: 'button', class: 'button button--quiet button--small', onclick: command('redo') }, 'Rétablir');
  tools.append(undo, redo, tabs);
  let ready = false;

  const state = () => {
    const stack = modeler.getActiveViewer()?.get('commandStack', false);
    undo.disabled = !stack?.canUndo();
    redo.disabled = !stack?.canRedo();
  };

  modeler.on('views.changed', ({ views, activeView }) => {
    const viewer = modeler.getActiveViewer();
    const bus = viewer?.get('eventBus', false);
    if (bus && !watched.has(viewer)) {
      watched.add(viewer);
      // a view that opens clears its commands: nothing was drawn
      bus.on('commandStack.changed', ({ trigger }) => {
        if (ready && writable && trigger !== 'clear') changed();
        state();
      });
    }
    tabs.replaceChildren(...views.filter(view => views.length > 1).map(view => element('button', {
      type: 'button', class: 'button button--quiet button--small', 'aria-pressed': String(view === activeView), onclick: () => modeler.open(view)
    }, view.type === 'drd' ? NAMES.drd : `${NAMES[view.type] ?? 'Décision'} : ${view.name ?? view.element.name ?? view.id}`)));
    describe(activeView);
    state();
  });

  let field = 0;
  function input(label, value, set, hint) {
    const id = `decision-${++field}`;
    return element('div', { class: 'field' }, element('label', { for: id }, label), hint ? element('p', { class: 'hint' }, hint) : null,
      element('input', {
        id, type: 'text', value: value ?? '', disabled: !writable, onchange: event => {
          set(event.target.value.trim());
          changed();
        }
      }));
  }

  function describe(view) {
    const decision = view?.element?.$type === 'dmn:Decision' ? view.element : null;
    properties.replaceChildren();
    assistant.replaceChildren(...decision ? [
      element('h2', {}, 'Décision'),
      element('dl', {}, element('dt', {}, 'Identifiant'), element('dd', { class: 'mono' }, decision.id)),
      input('Durée de conservation', decision.$attrs[HISTORY], value => attribute(decision, HISTORY, value),
        'Combien de temps l’historique des évaluations est gardé : P3650D pour dix ans.'),
      input('Étiquette de version', decision.$attrs[TAG], value => attribute(decision, TAG, value)),
      element('p', { class: 'muted' }, 'Les conditions s’écrivent en FEEL : "texte", > 3, [1..5], not("x"), - pour n’importe quelle valeur.')
    ] : [element('p', { class: 'muted' }, 'Ouvrez une table depuis le schéma pour la modifier.')]);
  }

  function attribute(decision, name, value) {
    if (value) decision.$attrs[name] = value;
    else delete decision.$attrs[name];
  }

  return {
    ready: () => ready,
    async open(xml) {
      ready = false;
      try {
        const { warnings } = await modeler.importXML(xml);
        // what is not read would be gone with the next saving: such a file stays text
        const lost = warnings.find(warning => /unparsable content|duplicate ID|failed to import/i.test(warning.message));
        if (lost) throw lost.error ?? new Error(lost.message);
      } catch (error) {
        throw unreadable(error, 'DMN');
      }
      const views = modeler.getViews();
      const table = views.find(view => view.type === 'decisionTable') ?? views[0];
      if (table) await modeler.open(table);
      ready = true;
    },
    content: async () => (await modeler.saveXML({ format: true })).xml,
    has: id => modeler.getViews().some(view => view.id === id || view.element.id === id),
    focus(id) {
      const view = modeler.getViews().find(candidate => candidate.id === id || candidate.element.id === id);
      if (view) modeler.open(view);
    },
    mark() {},
    modeler
  };
}
