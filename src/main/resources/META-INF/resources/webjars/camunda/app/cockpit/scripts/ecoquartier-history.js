/* « Historique »: finished instances, and the way, the variables, the tasks and the decisions of any instance. */
import {
  count, dossier, element, filters, format, get, getText, heading, href, link, notice, page, section, site, table
} from '../../../../js/webapps/oversight/kit.js';
import { showDiagram } from '../../../../js/modelling/diagram.js';

document.head.append(element('link', { rel: 'stylesheet', href: site('/css/oversight-history.css') }));

const PATH = '/historique';
const API = '/api/oversight/history';
const STOPPED = '-';
const READABLE = 0.45;

const story = id => href(PATH, { instance: id });
const quoted = text => `«\u00a0${text}\u00a0»`;

/** Changes of process make its versions and ends meaningless. */
function criteria(view, { processes, outcomes }) {
  const chosen = processes.find(({ key }) => key === view.params.get('process'));
  const any = label => ({ value: '', label });
  const own = { ...view, go: changes => view.go('process' in changes ? { version: null, end: null, page: null, ...changes } : { page: null, ...changes }) };
  return filters({
    view: own,
    legend: 'Critères de recherche',
    fields: [
      { name: 'reference', label: 'Dossier (début de la référence)', type: 'search' },
      { name: 'authority', label: 'Collectivité (nom, code INSEE ou SIREN)', type: 'search' },
      { name: 'process', label: 'Processus', options: [any('Tous'), ...processes.map(({ key, name }) => ({ value: key, label: name }))] },
      { name: 'version', label: 'Version', options: [any(chosen ? 'Toutes' : 'Toutes (choisissez un processus)'), ...(chosen?.versions ?? []).map(version => ({ value: version, label: String(version) }))] },
      { name: 'end', label: 'Événement de fin', options: [any('Tous'), { value: STOPPED, label: 'Arrêté avant la fin' }, ...(chosen?.ends ?? []).map(({ code, label }) => ({ value: code, label }))] },
      { name: 'outcome', label: 'Issue', options: [any('Toutes'), ...outcomes.map(({ code, label }) => ({ value: code, label }))] },
      { name: 'from', label: 'Terminé à partir du', type: 'date' },
      { name: 'to', label: 'Terminé au plus tard le', type: 'date' }
    ]
  });
}

function pages(view, { total, more, size, page: at }) {
  const last = Math.max(0, Math.ceil(total / size) - 1);
  const button = (label, target, enabled) => {
    const node = element('button', { type: 'button', class: 'btn btn-default', disabled: !enabled }, label);
    node.addEventListener('click', () => view.go({ page: target || null }));
    return node;
  };
  return element('nav', { class: 'eq-actions', 'aria-label': 'Pages' },
    button('Page précédente', at - 1, at > 0),
    element('span', { role: 'status' }, `Page ${at + 1} sur ${last + 1}${more ? ' au moins' : ''}`),
    button('Page suivante', at + 1, at < last));
}

async function list(main, view) {
  const asked = Object.fromEntries(view.params);
  main.append(criteria(view, await get(`${API}/choices`)));
  const found = await get(`${API}/instances`, asked);
  const total = found.more
    ? `Plus de ${format.number(found.total)} instances terminées`
    : count(found.total, 'instance terminée', 'instances terminées');
  main.append(
    element('p', { role: 'status' }, `${total}, les plus récentes d’abord.`),
    table({
      caption: 'Instances terminées',
      file: 'historique',
      empty: 'aucune instance terminée ne répond à ces critères.',
      rows: found.instances,
      columns: [
        { key: 'processName', label: 'Processus', link: ({ id }) => story(id) },
        { key: 'version', label: 'Version', type: 'number' },
        { key: 'reference', label: 'Dossier', show: ({ reference }) => (reference?.startsWith('CT-') || !reference ? reference ?? '–' : dossier(reference)) },
        { key: 'authority', label: 'Collectivité' },
        { key: 'region', label: 'Région' },
        { key: 'endedAt', label: 'Terminé le', type: 'dateTime' },
        { key: 'seconds', label: 'Durée', type: 'duration' },
        { key: 'end', label: 'Fin' },
        { key: 'outcome', label: 'Issue' }
      ]
    }),
    pages(view, found));
}

function facts(it) {
  const line = (label, ...values) => element('div', {}, element('dt', {}, label), element('dd', {}, ...values));
  return element('dl', { class: 'eq-facts' },
    line('Dossier', it.dossier ? dossier(it.reference) : it.reference ?? '–', it.authorityName ? ` (${it.authorityName})` : ''),
    line('Version', `${it.version}`),
    line('Ouvert le', format.dateTime(it.startedAt)),
    it.endedAt ? line('Terminé le', format.dateTime(it.endedAt)) : line('État', it.suspended ? 'En cours, suspendu' : 'En cours'),
    it.end ? line('Fin', it.end) : null,
    it.incidents ? line('Incidents', link('#/incidents', count(it.incidents, 'incident ouvert', 'incidents ouverts'))) : null);
}

function related(it) {
  const links = [];
  if (it.calledBy) links.push(element('li', {}, 'Appelé par ', link(story(it.calledBy.id), it.calledBy.processName), ` (version ${it.calledBy.version})`));
  for (const called of it.called) {
    links.push(element('li', {}, called.element ? `${quoted(called.element)} a appelé ` : 'A appelé ', link(story(called.id), called.processName),
      ` (version ${called.version}), ${called.endedAt ? `du ${format.date(called.startedAt)} au ${format.date(called.endedAt)}` : `depuis le ${format.date(called.startedAt)}`}`));
  }
  return section('Processus appelants et appelés', links.length
    ? element('ul', {}, ...links)
    : element('p', {}, 'Ce processus n’a pas été appelé par un autre et n’en a appelé aucun.'));
}

function actions(it) {
  return element('p', { class: 'eq-actions' },
    link(href(PATH), 'Retour à la liste', { class: 'btn btn-default' }),
    it.endedAt ? null : link(`#/process-instance/${encodeURIComponent(it.id)}/runtime`, 'Ouvrir l’instance en cours', { class: 'btn btn-default' }),
    it.dossier ? link(site(`/dossiers/${encodeURIComponent(it.reference)}/intervention`), 'Intervenir sur ce dossier', { class: 'btn btn-default' }) : null);
}

function way(it) {
  const surface = element('div', {
    class: 'eq-history-diagram',
    role: 'img',
    'aria-label': `Diagramme du processus ${it.processName} avec le chemin suivi. Le tableau donne les mêmes informations.`
  });
  const part = section('Chemin suivi', surface,
    element('p', { class: 'eq-note' }, 'En couleur\u00a0: les éléments et les flux passés, avec le nombre de passages\u00a0; cerclé\u00a0: là où l’instance attend.'),
    table({
      caption: 'Éléments passés, dans l’ordre du premier passage',
      file: `chemin-${it.id}`,
      rows: it.passed,
      columns: [
        { key: 'name', label: 'Élément' },
        { key: 'kind', label: 'Nature' },
        { key: 'times', label: 'Passages', type: 'number' },
        { key: 'first', label: 'Premier début', type: 'dateTime' },
        { key: 'last', label: 'Dernière fin', type: 'dateTime' },
        { key: 'seconds', label: 'Temps passé', type: 'duration' },
        { key: 'running', label: 'État', show: ({ running, cancelled }) => [running ? 'en cours' : '', cancelled ? `arrêté ${cancelled} fois` : ''].filter(Boolean).join(', ') || 'passé' }
      ]
    }));
  const draw = async () => {
    try {
      const diagram = await showDiagram(surface, await getText(`${API}/instances/${encodeURIComponent(it.id)}/diagram`));
      const canvas = diagram.bpmn.get('canvas');
      if (canvas.zoom() < READABLE) {
        canvas.zoom(READABLE);
        diagram.focus(it.passed.at(-1)?.element);
      }
      for (const { flow } of it.flows) diagram.mark(flow, 'eq-passed');
      for (const { element: id, times, running } of it.passed) {
        diagram.mark(id, 'eq-passed');
        if (running) diagram.mark(id, 'eq-current');
        diagram.badge(id, String(times), { title: `${times} ${times < 2 ? 'passage' : 'passages'}` });
      }
      for (const { flow, times } of it.flows) if (times > 1) diagram.badge(flow, `${times}×`, { position: { bottom: 0, left: 0 }, title: `${times} fois` });
    } catch (problem) {
      surface.replaceChildren(notice(problem.message, 'warning'));
    }
  };
  const waiting = setInterval(() => {
    if (!surface.isConnected) return;
    clearInterval(waiting);
    draw();
  }, 50);
  return part;
}

const tasks = it => section('Tâches', table({
  caption: 'Tâches, dans l’ordre de leur ouverture',
  file: `taches-${it.id}`,
  empty: 'aucune personne n’a eu de tâche dans ce processus.',
  rows: it.tasks,
  columns: [
    { key: 'name', label: 'Tâche' },
    { key: 'state', label: 'État' },
    { key: 'by', label: 'Par' },
    { key: 'openedAt', label: 'Ouverte le', type: 'dateTime' },
    { key: 'claimedAt', label: 'Prise en charge le', type: 'dateTime' },
    { key: 'endedAt', label: 'Terminée le', type: 'dateTime' },
    { key: 'dueAt', label: 'Échéance', type: 'dateTime' },
    { key: 'late', label: 'Retard', value: ({ late }) => (late ? 'en retard' : ''), show: ({ late }) => (late ? element('strong', { class: 'eq-late' }, 'en retard') : '–') }
  ]
}));

const LONG = 120;

function value({ text, structured }) {
  if (!structured && text.length <= LONG) return text;
  return element('details', {}, element('summary', {}, structured ? 'Afficher les données' : `${text.slice(0, LONG)}…`), element('pre', {}, text));
}

const variables = it => section(it.endedAt ? 'Variables à la fin' : 'Variables en ce moment', table({
  caption: 'Variables du processus',
  file: `variables-${it.id}`,
  empty: 'ce processus n’a pas de variable.',
  rows: it.variables,
  columns: [
    { key: 'label', label: 'Variable', show: ({ label, name }) => (label === name ? name : element('span', {}, label, element('span', { class: 'eq-note' }, ` ${name}`))) },
    { key: 'text', label: 'Valeur', show: value },
    { key: 'type', label: 'Type' },
    { key: 'scope', label: 'Portée', show: ({ scope }) => scope ?? 'tout le processus' }
  ]
}));

function decisionTable({ table: drawn, fired, name }) {
  if (!drawn) return null;
  const head = element('tr', {}, element('th', { scope: 'col' }, 'Règle'),
    ...[...drawn.inputs, ...drawn.outputs].map(label => element('th', { scope: 'col' }, label)));
  const rows = drawn.rules.map(rule => {
    const hit = fired.includes(rule.id);
    return element('tr', { class: hit ? 'eq-fired' : null },
      element('th', { scope: 'row' }, hit ? `${rule.number} – appliquée` : `${rule.number}`),
      ...rule.conditions.map(text => element('td', {}, text || '–')),
      ...rule.conclusions.map(text => element('td', {}, element('strong', {}, text))));
  });
  const remark = drawn.rules.find(({ id }) => fired.includes(id))?.remark;
  return element('div', {},
    remark ? element('p', {}, `Règle appliquée\u00a0: ${remark}`) : null,
    element('details', {}, element('summary', {}, 'Afficher la table de décision'),
      element('div', { class: 'eq-scroll', tabindex: 0, role: 'region', 'aria-label': `Table de décision ${name}` },
        element('table', { class: 'eq-decision' }, element('caption', {}, `Table de décision ${quoted(name)}`), element('thead', {}, head), element('tbody', {}, ...rows)))));
}

function decision(evaluation) {
  const values = list => element('ul', {}, ...list.map(({ name, text }) => element('li', {}, `${name}\u00a0: `, element('strong', {}, text))));
  return element('article', { class: 'eq-evaluation' },
    heading(3, `${evaluation.name}${evaluation.version ? ` (version ${evaluation.version})` : ''}`),
    element('p', {}, `Le ${format.dateTime(evaluation.at)}${evaluation.element ? `, à ${quoted(evaluation.element)}` : ''}.`),
    element('div', { class: 'eq-in-out' },
      element('div', {}, heading(4, 'Entrées'), values(evaluation.inputs)),
      element('div', {}, heading(4, 'Sorties'), values(evaluation.outputs))),
    decisionTable(evaluation),
    evaluation.note ? element('p', { class: 'eq-note' }, evaluation.note) : null);
}

const decisions = it => section('Décisions évaluées', ...(it.evaluations.length
  ? it.evaluations.map(decision)
  : [element('p', {}, 'Aucune décision n’a été évaluée dans ce processus.')]));

async function detail(main, id) {
  const it = await get(`${API}/instances/${encodeURIComponent(id)}`);
  main.append(heading(2, it.processName), actions(it), facts(it), related(it), way(it), tasks(it), variables(it), decisions(it));
}

/** From an instance that runs, its way so far and what an administrator may do about it. */
const links = {
  id: 'ecoquartier-history-instance',
  pluginPoint: 'cockpit.processInstance.runtime.action',
  priority: 20,
  async render(node, { processInstanceId }) {
    node.append(element('a', { href: story(processInstanceId), class: 'btn btn-default action-button eq-instance-link', title: 'Parcours et décisions', 'aria-label': 'Parcours et décisions' },
      element('span', { class: 'glyphicon glyphicon-road', 'aria-hidden': 'true' })));
    try {
      const { dossier: known, reference } = await get(`${API}/instances/${encodeURIComponent(processInstanceId)}`);
      if (!known) return;
      node.append(element('a', { href: site(`/dossiers/${encodeURIComponent(reference)}/intervention`), class: 'btn btn-default action-button eq-instance-link', title: 'Intervenir sur ce dossier', 'aria-label': 'Intervenir sur ce dossier' },
        element('span', { class: 'glyphicon glyphicon-wrench', 'aria-hidden': 'true' })));
    } catch {
      // without it, the instance's own page works as before
    }
  }
};

export default [
  ...page({
    id: 'ecoquartier-history',
    path: PATH,
    label: 'Historique',
    priority: 20,
    title: 'Historique',
    show: (main, view) => (view.params.get('instance') ? detail(main, view.params.get('instance')) : list(main, view))
  }),
  links
];
