/* The editor of Camunda Forms: form-js at the version of Tasklist, in French, with a preview by the viewer that people will use. */
import { PATTERNS, SHOWN, TYPES } from './french-form.js';
import { translateShown } from './french-bpmn.js';
import { element, library, tell } from './page.js';

const STYLES = ['form-js/form-js.css', 'form-js/form-js-editor.css', 'form-js/properties-panel.css', 'form-js/dragula.css'];

/** Fields that Tasklist 7.24 cannot show: the whole form would fail. */
const BROKEN = { filepicker: 'Un champ de fichier empêche tout le formulaire de s’ouvrir dans la liste de tâches.', documentPreview: 'L’aperçu de document ne s’ouvre pas dans la liste de tâches.' };

const components = schema => (schema.components ?? []).flatMap(component => [component, ...components(component)]);

export async function create({ canvas, side, assistant, properties, tools, changed, writable }) {
  const { FormEditor } = await library('form-js/form-editor.min.js', 'FormEditor', STYLES);
  const { Form } = await library('form-js/form-viewer.min.js', 'FormViewer');
  const frame = element('div', { class: 'form-editor' });
  const preview = element('div', { class: 'form-preview', hidden: true });
  canvas.append(frame, preview);
  translateShown(document.body, SHOWN, PATTERNS); // tooltips are drawn at the end of the page
  const palette = new MutationObserver(() => {
    for (const entry of frame.querySelectorAll('[data-field-type]')) {
      const name = TYPES[entry.dataset.fieldType];
      const label = entry.querySelector('.fjs-palette-field-text');
      if (name && label && label.textContent !== name) label.textContent = name;
      if (name && entry.title !== name) entry.title = name;
    }
  });
  palette.observe(frame, { childList: true, subtree: true });
  const editor = new FormEditor({ container: frame, propertiesPanel: { parent: properties }, exporter: { name: 'Label ÉcoQuartier', version: '1' } });
  let ready = false;
  let shown = null;

  editor.on('changed', () => {
    if (ready && writable) changed();
    warn();
  });

  function warn() {
    const found = components(editor.saveSchema()).find(component => BROKEN[component.type]);
    tell('champ', 'warning', found ? BROKEN[found.type] : '');
  }

  const act = name => () => editor.get('editorActions', false)?.trigger(name);
  const undo = element('button', { type: 'button', class: 'button button--quiet button--small', onclick: act('undo') }, 'Annuler');
  const redo = element('button', { type: 'button', class: 'button button--quiet button--small', onclick: act('redo') }, 'Rétablir');
  const look = element('button', { type: 'button', class: 'button button--quiet button--small', 'aria-pressed': 'false', id: 'apercu', onclick: toggle }, 'Aperçu');
  tools.append(undo, redo, look);

  async function toggle() {
    const on = preview.hidden;
    look.setAttribute('aria-pressed', String(on));
    preview.hidden = !on;
    frame.hidden = on;
    side.hidden = on;
    shown?.destroy();
    shown = null;
    if (!on) return;
    const place = element('div', {});
    preview.replaceChildren(
      element('p', { class: 'muted' }, 'Aperçu sans dossier : ce que l’application affiche (résumé, contrôle, historique) est vide ici.'), place);
    shown = new Form({ container: place });
    await shown.importSchema(editor.saveSchema(), {});
  }

  assistant.replaceChildren();
  return {
    ready: () => ready,
    async open(text) {
      ready = false;
      let schema;
      try {
        schema = JSON.parse(text);
      } catch (error) {
        throw Object.assign(new Error(error.message), { french: 'le fichier n’est pas du JSON lisible.' });
      }
      if (!Array.isArray(schema?.components)) {
        throw Object.assign(new Error('no components'), { french: 'ce n’est pas un formulaire : « components » manque.' });
      }
      await editor.importSchema(schema);
      ready = true;
      warn();
    },
    content: async () => JSON.stringify(editor.saveSchema(), null, 2),
    has: id => components(editor.saveSchema()).some(component => component.id === id),
    focus(id) {
      const field = editor.get('formFieldRegistry').get(id);
      if (field) editor.get('selection').set(field);
    },
    mark() {},
    editor
  };
}
