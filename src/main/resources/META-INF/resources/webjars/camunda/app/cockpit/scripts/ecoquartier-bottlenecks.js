/* Goulots: the diagram of a process with what its elements took and what waits in them; an element opens its own numbers. */
import { showDiagram } from '../../../../js/modelling/diagram.js';
import {
  count, dossier, durationUnit, element, figures, filters, format, get, getText, href, instance, link, notice, page, plot, section, site, table
} from '../../../../js/webapps/oversight/kit.js';

const API = '/api/oversight/bottlenecks';
const PATH = '/goulots';

/** Badges stay readable on a process that is drawn small. */
const SCALE = { min: 0.8, max: 1 };

const MEASURES = [
  { value: 'median', label: 'Durée médiane', of: row => row.median, show: format.duration },
  { value: 'p90', label: 'Durée, 90e centile', of: row => row.p90, show: format.duration },
  { value: 'waiting', label: 'En attente aujourd’hui', of: row => row.waiting, show: format.number },
  { value: 'overdue', label: 'En retard aujourd’hui', of: row => row.overdue, show: format.number }
];

/** Five steps from the smallest to the greatest; nothing at nought. */
function heat(value, greatest) {
  return value > 0 && greatest > 0 ? `eq-heat-${Math.max(1, Math.ceil((value / greatest) * 5))}` : null;
}

function address(params, changes) {
  const next = new URLSearchParams(params);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) next.delete(name);
    else next.set(name, value);
  }
  return href(PATH, next);
}

function legend(measure, greatest) {
  return element('p', { class: 'eq-legend' }, `${measure.label}${'\u00a0'}: `,
    ...[1, 2, 3, 4, 5].map(step => element('span', { class: `eq-legend-step eq-legend-${step}` },
      `${step === 5 ? '' : '≤ '}${measure.show((greatest * step) / 5)}`)),
    '. Pastilles : durée médiane, nombre en attente, nombre en retard.');
}

async function story(row, view, asked) {
  const { params } = view;
  const late = params.get('late') === 'true';
  const number = Number(params.get('page') ?? 0) || 0;
  const path = `${API}/elements/${encodeURIComponent(row.id)}`;
  const [told, waiting] = await Promise.all([
    get(path, asked), get(`${path}/waiting`, { ...asked, late: late ? 'true' : '', page: number })]);
  const months = told.months.map(month => ({ ...month, median: month.spread.median, p90: month.spread.p90 }));
  const unit = durationUnit(Math.max(0, ...months.map(({ p90 }) => p90 ?? 0)));
  const pages = Math.ceil(waiting.total / waiting.size);
  return section(row.name,
    figures([
      { label: 'Passages achevés', value: format.number(row.completed), note: 'dans la période' },
      { label: 'Interrompus', value: format.number(row.cancelled), note: 'dans la période' },
      { label: 'Durée médiane', value: format.duration(row.median) },
      { label: 'Durée, 90e centile', value: format.duration(row.p90) },
      { label: 'En attente', value: format.number(row.waiting), note: 'aujourd’hui' },
      { label: 'En retard', value: format.number(row.overdue), note: 'aujourd’hui', link: row.overdue ? address(params, { late: 'true', page: null }) : null }
    ]),
    element('h3', {}, row.task
      ? `${count(waiting.total, 'tâche ouverte', 'tâches ouvertes')}${late ? ' en retard' : ''}, de ${count(waiting.distinct, 'dossier', 'dossiers')}`
      : `${count(waiting.total, 'attente en cours', 'attentes en cours')}, de ${count(waiting.distinct, 'dossier', 'dossiers')}`),
    late ? element('p', {}, link(address(params, { late: null, page: null }), 'Montrer aussi ceux qui ne sont pas en retard')) : null,
    table({
      caption: `En attente à « ${row.name} »`,
      file: `goulots-${row.id}-attente`,
      empty: 'rien n’attend ici aujourd’hui.',
      columns: [
        { key: 'name', label: 'Dossier', show: each => (each.reference ? dossier(each.reference) : each.name) },
        { key: 'authority', label: 'Collectivité' },
        { key: 'regionName', label: 'Région' },
        { key: 'since', label: 'Depuis le', type: 'date' },
        { key: 'dueAt', label: 'Échéance', type: 'date' },
        { key: 'overdue', label: 'Retard', value: each => (each.overdue ? 'en retard' : '') },
        ...(row.task ? [
          { key: 'roleName', label: 'Attendu de' },
          { key: 'taken', label: 'Prise en charge', value: each => (each.taken ? 'oui' : 'non') }] : []),
        { key: 'instanceId', label: 'Instance', show: each => instance(each.instanceId, `version ${each.version}`) }
      ],
      rows: waiting.dossiers
    }),
    pages > 1 ? element('p', { class: 'eq-pages' },
      number > 0 ? link(address(params, { page: number - 1 }), 'Page précédente') : null,
      ` Page ${number + 1} sur ${pages} `,
      number + 1 < pages ? link(address(params, { page: number + 1 }), 'Page suivante') : null) : null,
    row.task && waiting.distinct ? element('p', {}, link(site(`/dossiers?${new URLSearchParams({
      tache: `${asked.process}:${row.id}`, region: asked.region ?? '', nature: asked.kind ?? '', tri: 'due', ...(late ? { retard: 'true' } : {})
    })}`), `Voir ${count(waiting.distinct, 'dossier', 'dossiers')} dans la liste des dossiers`)) : null,
    plot({
      title: `Durée par mois, en ${unit.name}`,
      description: 'Passages achevés : médiane et 90e centile.',
      type: 'line',
      data: {
        labels: months.map(({ month }) => format.month(month)),
        datasets: [{ label: 'Médiane', data: months.map(({ median }) => unit.of(median)) }, { label: '90e centile', data: months.map(({ p90 }) => unit.of(p90)) }]
      },
      options: { spanGaps: true, scales: { y: { beginAtZero: true, title: { display: true, text: unit.name } } } },
      table: {
        caption: 'Durée par mois',
        file: `goulots-${row.id}-mois`,
        columns: [
          { key: 'month', label: 'Mois', type: 'month' },
          { key: 'completed', label: 'Passages', type: 'number' },
          { key: 'median', label: 'Médiane', type: 'duration' },
          { key: 'p90', label: '90e centile', type: 'duration' }
        ],
        rows: months
      }
    }),
    table({
      caption: 'Par région',
      file: `goulots-${row.id}-regions`,
      columns: [
        { key: 'regionName', label: 'Région', link: each => (each.region ? address(params, { region: each.region, page: null }) : null) },
        { key: 'completed', label: 'Passages', type: 'number' },
        { key: 'median', label: 'Médiane', type: 'duration', value: each => each.spread.median },
        { key: 'p90', label: '90e centile', type: 'duration', value: each => each.spread.p90 },
        { key: 'waiting', label: 'En attente', type: 'number' },
        { key: 'overdue', label: 'En retard', type: 'number' }
      ],
      rows: told.regions
    }));
}

export default page({
  id: 'ecoquartier-bottlenecks',
  path: PATH,
  label: 'Goulots',
  priority: 85,
  title: 'Goulots',
  async show(main, view) {
    const { params } = view;
    const choices = await get(`${API}/choices`);
    const process = choices.processes.find(({ key }) => key === (params.get('process') ?? 'contract')) ?? choices.processes[0];
    if (!process) {
      main.append(notice('Aucun processus n’est déployé.'));
      return;
    }
    const measure = MEASURES.find(({ value }) => value === params.get('measure')) ?? MEASURES[0];
    const asked = { process: process.key };
    for (const name of ['version', 'region', 'kind', 'from', 'to']) asked[name] = params.get(name);
    main.append(filters({
      view: {
        ...view,
        // an element and a version belong to one process
        go: changes => view.go({ element: null, page: null, late: null, ...('process' in changes ? { version: null } : {}), ...changes })
      },
      fields: [
        { name: 'process', label: 'Processus', value: process.key, options: choices.processes.map(({ key, name }) => ({ value: key, label: name })) },
        {
          name: 'version', label: 'Version', options: [{ value: '', label: 'Toutes' }, ...process.versions.map(each => ({
            value: each.version, label: `${each.version}${each.latest ? ' (en vigueur)' : ''}`
          }))]
        },
        { name: 'from', label: 'Du', type: 'date', value: choices.from },
        { name: 'to', label: 'Au', type: 'date', value: choices.to },
        { name: 'region', label: 'Région', options: [{ value: '', label: 'Toutes' }, ...choices.regions] },
        {
          name: 'kind', label: 'Dossiers', options: [
            { value: '', label: 'du label' }, { value: 'test', label: 'de test' }, { value: 'tous', label: 'du label et de test' }]
        },
        { name: 'measure', label: 'Couleur', value: measure.value, options: MEASURES }
      ]
    }));
    const [found, xml] = await Promise.all([
      get(`${API}/elements`, asked),
      getText(`${API}/diagram?${new URLSearchParams({ process: process.key, version: asked.version ?? '' })}`)]);

    const rows = found.map(row => ({ ...row, median: row.spread.median, p90: row.spread.p90 }));
    const greatest = Math.max(0, ...rows.map(row => measure.of(row) ?? 0));
    const canvas = element('div', { class: 'eq-process', role: 'img', 'aria-label': `Diagramme du processus ${process.name} ; le tableau donne les mêmes nombres.` });
    const chosen = params.get('element');
    const choose = id => view.go({ element: id, page: null, late: null });
    const board = element('div', { class: 'eq-beside eq-below' }, element('div', {}, legend(measure, greatest), canvas));
    main.append(element('p', { class: 'eq-note' },
      'Durées des passages achevés dans la période ; attentes et retards d’aujourd’hui. Choisissez un élément du diagramme ou du tableau.'), board);

    const names = new Map();
    const finish = () => {
      for (const row of rows) row.name = names.get(row.id) ?? row.name;
      board.append(table({
        caption: `Éléments de « ${process.name} »`,
        file: `goulots-${process.key}`,
        sort: measure.value,
        descending: true,
        empty: 'rien n’est passé par ce processus dans la période.',
        columns: [
          { key: 'name', label: 'Élément', link: row => (row.waits ? address(params, { element: row.id, page: null, late: null }) : null) },
          { key: 'completed', label: 'Passages', type: 'number' },
          { key: 'median', label: 'Médiane', type: 'duration' },
          { key: 'p90', label: '90e centile', type: 'duration' },
          { key: 'waiting', label: 'En attente', type: 'number', value: row => (row.waits ? row.waiting : null) },
          { key: 'overdue', label: 'En retard', type: 'number', value: row => (row.task ? row.overdue : null) },
          { key: 'cancelled', label: 'Interrompus', type: 'number', value: row => (row.waits ? row.cancelled : null) }
        ],
        rows
      }));
    };

    // the viewer measures its container: it draws once that is on the page
    view.shown(async () => {
      try {
        const diagram = await showDiagram(canvas, xml);
        view.left(() => diagram.destroy());
        for (const shape of diagram.bpmn.get('elementRegistry').getAll()) {
          if (shape.businessObject?.name) names.set(shape.id, shape.businessObject.name);
        }
        for (const row of rows) {
          const step = heat(measure.of(row), greatest);
          if (step) diagram.mark(row.id, step);
          if (row.median !== null) diagram.badge(row.id, format.duration(row.median), { css: 'eq-badge-time', position: { bottom: 10, left: -8 }, title: 'Durée médiane', scale: SCALE });
          if (row.waiting) diagram.badge(row.id, format.number(row.waiting), { position: { top: -12, right: 14 }, title: 'En attente aujourd’hui', scale: SCALE });
          if (row.overdue) diagram.badge(row.id, format.number(row.overdue), { css: 'eq-badge-late', position: { bottom: 10, right: 14 }, title: 'En retard aujourd’hui', scale: SCALE });
        }
        if (chosen) diagram.mark(chosen, 'eq-current');
        const zoom = step => diagram.bpmn.get('zoomScroll').stepZoom(step);
        board.firstChild.append(element('p', { class: 'eq-zoom' },
          ...[['Agrandir', () => zoom(1)], ['Réduire', () => zoom(-1)], ['Tout montrer', diagram.fit]].map(([label, act]) => {
            const button = element('button', { type: 'button', class: 'btn btn-default btn-sm' }, label);
            button.addEventListener('click', act);
            return button;
          })));
        diagram.onClick(id => {
          if (rows.some(row => row.id === id && row.waits)) choose(id);
        });
      } catch (problem) {
        canvas.replaceChildren(notice(problem.message, 'warning'));
      }
      finish();
      if (chosen) main.querySelector('.eq-section')?.scrollIntoView({ block: 'start' });
    });

    const row = rows.find(({ id }) => id === chosen);
    if (row) main.append(await story(row, view, asked));
    else if (chosen) main.append(notice('Rien n’est passé par cet élément dans la période, et rien n’y attend.'));
  }
});
