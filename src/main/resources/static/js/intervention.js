/* The diagram of an intervention: where the process stands, where it may go on; a click chooses as the list does. */
import { showDiagram } from './modelling/diagram.js';

const READABLE = 0.6;
const surface = document.querySelector('[data-diagram]');
const list = document.querySelector('#cible');

async function draw() {
  const answer = await fetch(surface.dataset.diagram, { credentials: 'same-origin' });
  if (!answer.ok) throw new Error('Le diagramme ne peut pas être affiché : choisissez dans la liste.');
  const diagram = await showDiagram(surface, await answer.text());
  const targets = new Set([...list.options].map(({ value }) => value).filter(Boolean));
  targets.forEach(id => diagram.mark(id, 'eq-moved'));
  if (surface.dataset.from) diagram.mark(surface.dataset.from, 'eq-current');
  let chosen = '';
  const choose = id => {
    if (chosen) diagram.unmark(chosen, 'eq-added');
    chosen = id;
    if (chosen) diagram.mark(chosen, 'eq-added');
  };
  choose(list.value);
  const canvas = diagram.bpmn.get('canvas');
  if (canvas.zoom() < READABLE) canvas.zoom(READABLE);
  diagram.focus(list.value || surface.dataset.from);
  list.addEventListener('change', () => {
    choose(list.value);
    if (list.value) diagram.focus(list.value);
  });
  diagram.onClick(id => {
    if (!targets.has(id)) return;
    list.value = id;
    choose(id);
  });
}

if (surface && list) {
  draw().catch(problem => {
    surface.textContent = problem.message;
  });
}
