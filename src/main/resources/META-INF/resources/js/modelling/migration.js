/* The mapping of a migration on both diagrams. The table is what is sent; the diagrams show it and change it. */
import { showDiagram } from './diagram.js';

const holder = document.querySelector('.migration-diagrams');
const status = document.getElementById('migration-etat');
const rows = [...document.querySelectorAll('#table-correspondance tr[data-source]')];
const names = new Map();
const EQUAL = 'Même élément';
const SUGGESTED = 'Proposé';
const CHOSEN = 'Choisi';
const READABLE = 0.6;

const select = row => row.querySelector('select');
const plain = id => id.replace(/_label$/, '');

for (const row of rows) {
  for (const option of select(row).options) {
    if (option.value) names.set(option.value, option.textContent.trim());
  }
}

function origin(row) {
  const target = select(row).value;
  if (!target) return '';
  if (target !== row.dataset.generated) return CHOSEN;
  return { EQUAL, SUGGESTED, CHOSEN }[row.dataset.origin];
}

/** Numbers, origins and warnings of the table. */
function number() {
  let count = 0;
  for (const row of rows) {
    const target = select(row).value;
    const label = origin(row);
    const stuck = !target && Number(row.dataset.waiting) > 0;
    row.dataset.number = target ? String(++count) : '';
    row.querySelector('.migration-number').textContent = row.dataset.number;
    row.classList.toggle('migration-stuck', stuck);
    const cell = row.querySelector('.migration-origin');
    cell.replaceChildren();
    if (label) {
      const badge = document.createElement('span');
      badge.className = label === EQUAL ? 'badge' : 'badge badge--info';
      badge.textContent = label;
      cell.append(badge);
    }
    let note = row.querySelector('.migration-stuck-note');
    if (stuck && !note) {
      note = document.createElement('p');
      note.className = 'field__error migration-stuck-note';
      note.textContent = 'Des instances attendent ici et ne pourraient pas passer.';
      select(row).after(note);
    } else if (!stuck && note) {
      note.remove();
    }
  }
}

async function xml(address) {
  const answer = await fetch(address, { headers: { Accept: 'application/xml' }, credentials: 'same-origin' });
  if (!answer.ok) throw new Error('Le schéma ne peut pas être affiché : rechargez la page.');
  return answer.text();
}

/** What is attached to an element goes where the element goes. */
function follow(row) {
  const target = select(row).value;
  for (const event of rows.filter(candidate => candidate.dataset.host === row.dataset.source)) {
    const there = [...select(event).options].filter(option => target && option.dataset.host === target);
    const same = there.find(option => option.value === event.dataset.source || option.value === event.dataset.generated);
    select(event).value = (same ?? (there.length === 1 ? there[0] : null))?.value ?? '';
  }
}

number();
for (const row of rows) {
  select(row).addEventListener('change', () => {
    follow(row);
    number();
  });
}

try {
  const [from, to] = await Promise.all([xml(holder.dataset.from), xml(holder.dataset.to)])
    .then(files => Promise.all([
      showDiagram(document.getElementById('schema-depart'), files[0]),
      showDiagram(document.getElementById('schema-arrivee'), files[1])
    ]));
  let picked = null;

  /** Large enough to be read, and beginning where there is something to decide. */
  const show = (diagram, id) => {
    const canvas = diagram.bpmn.get('canvas');
    const zoom = Math.max(canvas.zoom('fit-viewport', 'auto'), READABLE);
    const element = id && diagram.bpmn.get('elementRegistry').get(id);
    canvas.zoom(zoom);
    if (!element) return;
    const { width, height } = canvas.getSize();
    canvas.viewbox({
      x: Math.max(0, element.x + element.width / 2 - width / zoom / 2),
      y: element.y + element.height / 2 - height / zoom / 2,
      width: width / zoom,
      height: height / zoom
    });
  };
  const showRow = row => {
    show(from, row.dataset.source);
    show(to, select(row).value || row.dataset.source);
  };
  for (const button of document.querySelectorAll('[data-zoom]')) {
    const diagram = button.dataset.zoom.startsWith('from') ? from : to;
    button.addEventListener('click', () => {
      const canvas = diagram.bpmn.get('canvas');
      if (button.dataset.zoom.endsWith('fit')) {
        diagram.fit();
      } else {
        canvas.zoom(canvas.zoom() * (button.dataset.zoom.endsWith('in') ? 1.25 : 0.8));
      }
    });
  }

  const draw = () => {
    number();
    from.clear();
    to.clear();
    for (const row of rows) {
      const source = row.dataset.source;
      const target = select(row).value;
      const waiting = Number(row.dataset.waiting);
      if (target) {
        const equal = origin(row) === EQUAL;
        const mark = equal ? 'migration-equal' : 'migration-other';
        const css = equal ? 'migration-badge--equal' : 'eq-badge-count';
        from.mark(source, mark);
        to.mark(target, mark);
        from.badge(source, row.dataset.number, { css, title: `Va vers ${names.get(target) ?? target}` });
        to.badge(target, row.dataset.number, { css, title: `Vient de ${row.dataset.name}` });
      } else if (waiting > 0) {
        from.mark(source, 'migration-stuck');
      } else {
        from.mark(source, 'migration-none');
      }
      if (waiting > 0) {
        from.badge(source, `${waiting} en attente`, {
          css: target ? 'eq-badge-time' : 'eq-badge-error', position: { top: -12, left: -6 }, title: 'Instances qui attendent ici'
        });
      }
    }
    for (const target of names.keys()) {
      if (!rows.some(row => select(row).value === target)) to.mark(target, 'migration-none');
    }
    if (picked) from.mark(picked.dataset.source, 'migration-picked');
  };

  const drop = message => {
    picked = null;
    status.textContent = message;
    draw();
  };

  from.onClick(id => {
    const row = rows.find(candidate => candidate.dataset.source === plain(id));
    if (!row) {
      drop('Rien ne peut attendre dans cet élément : il n’a pas besoin de destination.');
      return;
    }
    picked = row;
    status.textContent = `« ${row.dataset.name} » est choisi : cliquez sur sa destination dans la version d’arrivée.`;
    draw();
    show(to, select(row).value || row.dataset.source);
  });

  to.onClick(id => {
    if (!picked) {
      status.textContent = 'Choisissez d’abord un élément de la version de départ.';
      return;
    }
    const target = plain(id);
    const list = select(picked);
    if (![...list.options].some(option => option.value === target)) {
      status.textContent = `« ${picked.dataset.name} » ne peut pas aller vers cet élément, qui n’est pas de même nature. Choisissez-en un autre.`;
      return;
    }
    list.value = target;
    follow(picked);
    drop(`« ${picked.dataset.name} » va vers « ${names.get(target) ?? target} ».`);
  });

  document.addEventListener('keydown', event => {
    if (event.key === 'Escape' && picked) drop('Choix abandonné.');
  });
  for (const row of rows) {
    select(row).addEventListener('change', () => {
      draw();
      showRow(row);
    });
    row.querySelector('.migration-show').addEventListener('click', () => {
      showRow(row);
      holder.scrollIntoView({ behavior: 'smooth', block: 'start' });
    });
  }
  draw();
  const waiting = row => Number(row.dataset.waiting) > 0;
  const first = rows.find(row => waiting(row) && !select(row).value)
    ?? rows.find(row => select(row).value && origin(row) !== EQUAL)
    ?? rows.find(waiting)
    ?? rows[0];
  if (first) showRow(first);
} catch (error) {
  status.textContent = error.message;
}
