/* Marks on both diagrams where the ways of finished dossiers part. */
import { showDiagram } from './diagram.js';

const SCALE = 0.75;

for (const section of document.querySelectorAll('.replay')) {
  const box = section.querySelector('.replay__diagrams');
  if (box) open(section, box);
}

async function open(section, box) {
  const drawn = {};
  for (const side of ['before', 'after']) {
    const place = box.querySelector(`[data-side="${side}"]`);
    try {
      const answer = await fetch(box.dataset[side], { headers: { Accept: 'application/xml' } });
      if (!answer.ok) throw new Error(answer.statusText);
      drawn[side] = await showDiagram(place, await answer.text());
    } catch {
      place.textContent = 'Le schéma ne peut pas être affiché ; les tableaux disent la même chose.';
    }
  }
  const rows = [...section.querySelectorAll('.replay__groups tbody tr')];
  const all = () => {
    clear(drawn);
    rows.forEach(row => mark(drawn, row.dataset));
    for (const item of section.querySelectorAll('[data-added]')) {
      drawn.after?.mark(item.dataset.added, 'eq-added');
      drawn.after?.badge(item.dataset.added, `+${item.dataset.count}`, { title: 'Dossiers qui y seraient passés en plus' });
    }
  };
  all();
  const first = rows[0]?.dataset ?? { now: section.querySelector('[data-added]')?.dataset.added };
  near(drawn, first);
  section.querySelector('[data-fit]').addEventListener('click', () => Object.values(drawn).forEach(diagram => diagram.fit()));
  for (const row of rows) {
    row.querySelector('[data-show]').addEventListener('click', () => {
      const only = !row.classList.contains('is-shown');
      rows.forEach(other => other.classList.toggle('is-shown', other === row && only));
      if (!only) {
        all();
        return;
      }
      clear(drawn);
      mark(drawn, row.dataset);
      near(drawn, row.dataset);
      box.scrollIntoView({ block: 'nearest' });
    });
  }
}

/** Brings the point to the middle, large enough to be read. */
function near(drawn, { element, recorded, now }) {
  for (const [diagram, ids] of [[drawn.before, [element, recorded]], [drawn.after, [element, now]]]) {
    const id = ids.find(candidate => candidate && diagram?.has(candidate));
    if (!id) continue;
    const canvas = diagram.bpmn.get('canvas');
    const { x, y, width = 0, height = 0, waypoints } = diagram.bpmn.get('elementRegistry').get(id);
    const centre = waypoints ? waypoints[0] : { x: x + width / 2, y: y + height / 2 };
    const box = canvas.viewbox();
    const shown = { width: box.outer.width / SCALE, height: box.outer.height / SCALE };
    canvas.viewbox({ x: centre.x - shown.width / 2, y: centre.y - shown.height / 2, ...shown });
  }
}

function clear(drawn) {
  Object.values(drawn).forEach(diagram => diagram.clear());
}

function mark(drawn, { element, recorded, now, count, kind }) {
  const css = kind === 'UNKNOWN' ? 'eq-badge-time' : 'eq-badge-error';
  for (const diagram of Object.values(drawn)) {
    if (element) diagram.mark(element, 'eq-changed');
  }
  if (recorded && drawn.before) {
    if (recorded !== element) drawn.before.mark(recorded, 'eq-removed');
    drawn.before.badge(recorded, count, { css, title: 'Dossiers passés par là' });
  }
  if (now && drawn.after) {
    if (now !== element) drawn.after.mark(now, 'eq-added');
    drawn.after.badge(now, count, { css, title: 'Dossiers qui iraient là' });
  }
}
