/* A version or a revision, to look at. */
import { showDiagram } from './diagram.js';
import { content, element, library, tell } from './page.js';
import { translateShown } from './french-bpmn.js';

const main = document.getElementById('contenu');
const { ref, kind } = main.dataset;
const canvas = document.getElementById('dessin');
const card = document.getElementById('fiche');
const side = document.getElementById('cote');
const source = document.getElementById('source');
const text = document.getElementById('source-texte');
const textButton = document.getElementById('texte');

function showText(on) {
  source.hidden = !on;
  canvas.hidden = on;
  side.hidden = on || kind !== 'processus';
  textButton.setAttribute('aria-pressed', String(on));
}

textButton.addEventListener('click', () => showText(source.hidden));

async function process(xml) {
  const { facts, label } = await import('./bpmn-difference.js');
  const { typeName } = await import('./french-bpmn.js');
  const diagram = await showDiagram(canvas, xml);
  diagram.onClick((id, bo) => {
    card.replaceChildren(element('h2', {}, `${typeName(bo)}${bo.name ? ` « ${bo.name} »` : ''}`),
      element('dl', {}, element('dt', {}, 'Identifiant'), element('dd', { class: 'mono' }, bo.id),
        Object.entries(facts(bo)).filter(([name]) => name !== 'name').flatMap(([name, value]) => [element('dt', {}, label(name)), element('dd', {}, String(value))])));
  });
}

async function decision(xml) {
  const { SHOWN } = await import('./french-dmn.js');
  const { frenchModule } = await import('./french-dmn.js');
  const DmnJS = await library('dmn-js/dmn-navigated-viewer.production.min.js', 'DmnJS',
    ['diagram-js.css', 'dmn-js-shared.css', 'dmn-js-drd.css', 'dmn-js-decision-table.css', 'dmn-js-literal-expression.css', 'dmn-font/css/dmn.css'].map(file => `dmn-js/assets/${file}`));
  translateShown(canvas, SHOWN);
  const french = { additionalModules: [frenchModule] };
  const viewer = new DmnJS({ container: canvas, drd: french, decisionTable: french, literalExpression: french });
  await viewer.importXML(xml);
  await viewer.open(viewer.getViews().find(view => view.type === 'decisionTable') ?? viewer.getViews()[0]);
}

async function form(json) {
  const { Form } = await library('form-js/form-viewer.min.js', 'FormViewer', ['form-js/form-js.css']);
  const place = element('div', { class: 'form-preview' });
  canvas.append(place);
  const shown = new Form({ container: place });
  await shown.importSchema(JSON.parse(json), {});
}

try {
  const value = await content(ref);
  text.value = value;
  showText(false);
  try {
    await { processus: process, decision, formulaire: form }[kind](value);
  } catch {
    showText(true);
    tell('lecture', 'warning', 'Ce contenu ne peut pas être dessiné : voici son texte.');
  }
} catch (failure) {
  tell('lecture', 'failure', failure.message);
}
