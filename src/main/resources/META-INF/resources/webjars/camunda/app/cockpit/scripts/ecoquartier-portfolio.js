/* Portefeuille: all dossiers at once, and from every number to the dossiers that it counts. */
import { count, durationUnit, element, figures, filters, format, get, notice, page, plot, section, site, table } from '../../../../js/webapps/oversight/kit.js';

const API = '/api/oversight/portfolio';

/** Our list of dossiers with the criteria of the page and those of one number. */
function list(params, criteria) {
  const address = new URLSearchParams();
  const all = { region: params.get('region'), etape: params.get('stage'), nature: params.get('kind'), ...criteria };
  for (const [name, value] of Object.entries(all)) if (value !== null && value !== undefined && value !== '') address.set(name, value);
  const text = address.toString();
  return site(`/dossiers${text ? `?${text}` : ''}`);
}

const sum = (rows, key = 'dossiers') => rows.reduce((total, row) => total + row[key], 0);

function grouped(rows, key) {
  const groups = new Map();
  for (const row of rows) groups.set(row[key], [...(groups.get(row[key]) ?? []), row]);
  return groups;
}

// ------------------------------------------------------------------------------------------ where the dossiers are

function situation(rows, stages, params) {
  const order = stages.filter(({ value }) => rows.some(row => row.stage === value));
  const statuses = [...grouped(rows, 'statusName').keys()];
  const byStage = order.map(({ value, label }) => {
    const own = rows.filter(row => row.stage === value);
    return { stage: value, stageName: label, dossiers: sum(own), own };
  });
  const byRegion = [...grouped(rows, 'region')].map(([region, own]) => ({
    region,
    regionName: own[0].regionName,
    dossiers: sum(own),
    ...Object.fromEntries(order.map(({ value }) => [value, sum(own.filter(row => row.stage === value))]))
  })).sort((a, b) => a.regionName.localeCompare(b.regionName, 'fr'));
  return section('Situation d’aujourd’hui',
    plot({
      title: 'Dossiers par étape et par état',
      description: 'Où se trouvent les dossiers en ce moment ; la période ne compte pas ici.',
      type: 'bar',
      data: {
        labels: byStage.map(({ stageName }) => stageName),
        datasets: statuses.map(name => ({
          label: name,
          data: byStage.map(({ own }) => sum(own.filter(row => row.statusName === name)))
        }))
      },
      options: { scales: { x: { stacked: true }, y: { stacked: true, beginAtZero: true, ticks: { precision: 0 } } } },
      select: (index, dataset) => {
        const status = rows.find(row => row.statusName === statuses[dataset]).status;
        window.location.assign(list(params, { etape: byStage[index].stage, etat: status }));
      },
      table: {
        caption: 'Dossiers par étape et par état',
        file: 'portefeuille-etapes',
        columns: [
          { key: 'stageName', label: 'Étape' },
          { key: 'statusName', label: 'État' },
          { key: 'dossiers', label: 'Dossiers', type: 'number', link: row => list(params, { etape: row.stage, etat: row.status }) }
        ],
        rows: order.flatMap(({ value }) => [...grouped(rows.filter(row => row.stage === value), 'status').values()]
          .map(own => ({ ...own[0], dossiers: sum(own) })))
      }
    }),
    table({
      caption: 'Dossiers par région et par étape',
      file: 'portefeuille-regions',
      columns: [
        { key: 'regionName', label: 'Région' },
        ...order.map(({ value, label }) => ({
          key: value, label, type: 'number', link: row => (row[value] ? list(params, { region: row.region, etape: value }) : null)
        })),
        { key: 'dossiers', label: 'Total', type: 'number', link: row => list(params, { region: row.region }) }
      ],
      rows: byRegion
    }));
}

// ------------------------------------------------------------------------------------------ flow

const FLOW = [
  { key: 'opened', label: 'Ouverts', event: 'ouverture' },
  { key: 'charters', label: 'Chartes signées', event: 'sortie-charter-signed' },
  { key: 'contracts', label: 'Contrats signés', event: 'sortie-contract-signed' },
  { key: 'labelled', label: 'Labellisés', event: 'sortie-award-labelled' }
];

function flow(months, params) {
  const address = (month, { event }) => list(params, { etape: null, evenement: event, du: month.from, au: month.to });
  return section('Flux',
    plot({
      title: 'Dossiers ouverts, chartes et contrats signés, labels, par mois',
      description: 'Les événements de la période, quelle que soit l’étape choisie.',
      type: 'line',
      data: {
        labels: months.map(({ month }) => format.month(month)),
        datasets: FLOW.map(({ key, label }) => ({ label, data: months.map(month => month[key]) }))
      },
      options: { scales: { y: { beginAtZero: true, ticks: { precision: 0 } } } },
      select: (index, dataset) => window.location.assign(address(months[index], FLOW[dataset])),
      table: {
        caption: 'Flux par mois',
        file: 'portefeuille-flux',
        columns: [
          { key: 'month', label: 'Mois', type: 'month' },
          ...FLOW.map(each => ({ key: each.key, label: each.label, type: 'number', link: row => (row[each.key] ? address(row, each) : null) }))
        ],
        rows: months
      }
    }));
}

// ------------------------------------------------------------------------------------------ time

const PARTS = [
  { key: 'authority', label: 'Collectivité' },
  { key: 'working', label: 'Travail des instructeurs' },
  { key: 'queue', label: 'File d’attente' },
  { key: 'other', label: 'Autre attente' }
];

function times(stages, params, choices) {
  const rows = stages.map(stage => ({
    ...stage,
    ...Object.fromEntries(['total', ...PARTS.map(({ key }) => key)].flatMap(key => [
      [`${key}50`, stage[key].median], [`${key}90`, stage[key].p90]
    ]))
  }));
  const unit = durationUnit(Math.max(0, ...rows.flatMap(row => PARTS.map(({ key }) => row[`${key}50`] ?? 0))));
  return section('Temps par étape',
    element('p', { class: 'eq-note' },
      'Étapes terminées dans la période. Le temps d’une étape se partage entre l’attente de la collectivité (une de ses tâches est ouverte), '
      + 'le travail des instructeurs (l’un d’eux a pris une tâche), la file d’attente (une tâche attend d’être prise) et les autres attentes que le '
      + 'processus prévoit. La médiane d’une part n’est pas une fraction de la médiane du total.'),
    plot({
      title: `Temps médian par étape, en ${unit.name}`,
      description: 'Attente de la collectivité, travail des instructeurs, file et autres attentes.',
      type: 'bar',
      data: {
        labels: rows.map(({ stageName }) => stageName),
        datasets: PARTS.map(({ key, label }) => ({ label, data: rows.map(row => unit.of(row[`${key}50`])) }))
      },
      options: { scales: { y: { beginAtZero: true, title: { display: true, text: unit.name } } } },
      below: true,
      table: {
        caption: 'Temps par étape : médiane et 90e centile',
        file: 'portefeuille-temps',
        empty: 'aucune étape n’a été terminée dans cette période.',
        columns: [
          { key: 'stageName', label: 'Étape' },
          {
            key: 'dossiers', label: 'Dossiers', type: 'number',
            link: row => list(params, { etape: null, evenement: `sortie-${row.stage}`, du: choices.from, au: choices.to })
          },
          { key: 'passages', label: 'Passages', type: 'number' },
          { key: 'total50', label: 'Total, médiane', type: 'duration' },
          { key: 'total90', label: 'Total, 90e centile', type: 'duration' },
          ...PARTS.flatMap(({ key, label }) => [
            { key: `${key}50`, label: `${label}, médiane`, type: 'duration' },
            { key: `${key}90`, label: `${label}, 90e centile`, type: 'duration' }
          ])
        ],
        rows
      }
    }));
}

// ------------------------------------------------------------------------------------------ overdue

function overdue(rows, params) {
  const roles = [...grouped(rows, 'role')].map(([role, own]) => ({
    role, roleName: own[0].roleName, tasks: sum(own, 'tasks')
  })).sort((a, b) => b.tasks - a.tasks);
  return section('Retards',
    plot({
      title: 'Tâches en retard par rôle',
      description: 'Tâches ouvertes dont l’échéance est passée.',
      type: 'bar',
      data: { labels: roles.map(({ roleName }) => roleName), datasets: [{ label: 'Tâches en retard', data: roles.map(({ tasks }) => tasks), backgroundColor: '#8c2f39' }] },
      options: { indexAxis: 'y', scales: { x: { beginAtZero: true, ticks: { precision: 0 } } } },
      select: index => window.location.assign(list(params, { role: roles[index].role, retard: 'true' })),
      table: {
        caption: 'Retards par rôle et par région',
        file: 'portefeuille-retards',
        empty: 'aucune tâche n’est en retard.',
        columns: [
          { key: 'roleName', label: 'Attendu de' },
          { key: 'regionName', label: 'Région' },
          { key: 'tasks', label: 'Tâches', type: 'number' },
          { key: 'dossiers', label: 'Dossiers', type: 'number', link: row => list(params, { region: row.region, role: row.role, retard: 'true' }) },
          { key: 'oldest', label: 'Échéance la plus ancienne', type: 'date' }
        ],
        rows
      }
    }));
}

// ------------------------------------------------------------------------------------------ forecast

function forecast({ weeks, loads, undated }, params) {
  const roles = [...grouped(loads, 'role')].map(([role, own]) => ({ role, roleName: own[0].roleName }));
  const total = load => (load ? load.open + load.expected : 0);
  return section('Charge prévue, huit semaines',
    element('p', { class: 'eq-note' },
      'Chaque tâche ouverte compte dans la semaine de son échéance (la semaine en cours si elle est en retard) ; elle y est supposée faite, et les tâches '
      + 'qui l’ont suivie ces douze derniers mois sont attendues dans la même proportion et après leur délai habituel.'),
    undated ? notice(`${count(undated, 'tâche ouverte n’a', 'tâches ouvertes n’ont')} pas d’échéance et ne compte${undated > 1 ? 'nt' : ''} dans aucune semaine.`) : null,
    plot({
      title: 'Tâches à faire par semaine et par rôle',
      description: 'Tâches déjà ouvertes et tâches attendues.',
      type: 'bar',
      data: {
        labels: weeks.map(week => format.date(week)),
        datasets: roles.map(({ role, roleName }) => ({
          label: roleName,
          data: weeks.map(week => Math.round(total(loads.find(load => load.week === week && load.role === role)) * 10) / 10)
        }))
      },
      options: { scales: { x: { stacked: true, title: { display: true, text: 'semaine du' } }, y: { stacked: true, beginAtZero: true } } },
      table: {
        caption: 'Charge prévue par semaine et par rôle',
        file: 'portefeuille-charge',
        empty: 'aucune tâche n’a d’échéance dans les huit semaines.',
        columns: [
          { key: 'week', label: 'Semaine du', type: 'date' },
          { key: 'roleName', label: 'Attendu de' },
          { key: 'open', label: 'Déjà ouvertes', type: 'number' },
          { key: 'late', label: 'dont en retard', type: 'number' },
          {
            key: 'dossiers', label: 'Dossiers', type: 'number',
            link: row => (row.dossiers ? list(params, { role: row.role, echeanceDu: row.from, echeanceAu: row.to }) : null)
          },
          { key: 'expected', label: 'Attendues', type: 'decimal' },
          { key: 'total', label: 'Total', type: 'decimal', value: total }
        ],
        rows: loads
      }
    }));
}

// ------------------------------------------------------------------------------------------ the page

export default page({
  id: 'ecoquartier-portfolio',
  path: '/portefeuille',
  label: 'Portefeuille',
  priority: 90,
  title: 'Portefeuille',
  async show(main, view) {
    const { params } = view;
    const asked = Object.fromEntries(['region', 'stage', 'kind', 'from', 'to'].map(name => [name, params.get(name)]));
    // the form first, so that a wrong criterion can be put right where it was typed
    const choices = await get(`${API}/choices`);
    const all = label => [{ value: '', label }];
    main.append(filters({
      view,
      fields: [
        { name: 'region', label: 'Région', options: [...all('Toutes'), ...choices.regions] },
        { name: 'stage', label: 'Étape', options: [...all('Toutes'), ...choices.stages] },
        { name: 'from', label: 'Du', type: 'date', value: choices.from },
        { name: 'to', label: 'Au', type: 'date', value: choices.to },
        {
          name: 'kind', label: 'Dossiers', options: [
            { value: '', label: 'du label' }, { value: 'test', label: 'de test' }, { value: 'tous', label: 'du label et de test' }]
        }
      ]
    }));
    const [own, stock, months, stages, late, load] = await Promise.all(
      ['choices', 'stock', 'flow', 'times', 'overdue', 'forecast'].map(part => get(`${API}/${part}`, asked)));
    main.append(
      figures([
        { label: 'Dossiers', value: format.number(sum(stock)), link: list(params, {}) },
        ...['LABELLED', 'CONFIRMED'].map(status => stock.filter(row => row.status === status)).filter(rows => rows.length)
          .map(rows => ({ label: rows[0].statusName, value: format.number(sum(rows)), link: list(params, { etat: rows[0].status }) })),
        { label: 'Dossiers en retard', value: format.number(late.dossiers), link: list(params, { retard: 'true' }) }
      ]),
      situation(stock, choices.stages, params),
      flow(months, params),
      times(stages, params, own),
      overdue(late.lines, params),
      forecast(load, params));
  }
});
