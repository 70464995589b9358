/* « Incidents »: what has failed, by cause and in sentences, and trying it again with its effect. */
import {
  ask, count, dossier, element, format, get, heading, href, instance, link, notice, page, post, section, table
} from '../../../../js/webapps/oversight/kit.js';

const PATH = '/incidents';
const API = '/api/oversight/incidents';
const OFTEN = 1500;

/** Leaves out what is not there. */
const show = (main, ...parts) => main.append(...parts.filter(Boolean));

const button = (text, act, kind = 'btn-default') => {
  const node = element('button', { type: 'button', class: `btn ${kind}` }, text);
  node.addEventListener('click', act);
  return node;
};

async function retry(view, group, chosen) {
  const number = chosen ? chosen.length : group.retryable;
  const done = await ask({
    title: number < 2 ? 'Relancer l’étape' : `Relancer ${count(number, 'étape', 'étapes')}`,
    text: [group.sentence, 'Chaque étape est exécutée une fois, aussitôt que possible. Le motif est inscrit au journal de chaque dossier.'],
    confirm: 'Relancer',
    reason: true,
    act: ({ reason }) => post(`${API}/retries`, { group: group.key, incidents: chosen, reason })
  });
  if (done) view.go({ cause: null, relance: done.id });
}

function card(view, group) {
  return element('article', { class: 'eq-incident', 'data-key': group.key },
    element('p', { class: 'eq-incident-sentence' }, group.sentence),
    element('p', { class: 'eq-note' }, group.advice),
    element('p', {}, 'Cause relevée\u00a0: ', element('code', {}, group.reason || 'aucune')),
    element('p', { class: 'eq-actions' },
      link(href(PATH, { cause: group.key }), `Voir ${group.incidents < 2 ? 'l’incident' : `les ${format.number(group.incidents)} incidents`}`, { class: 'btn btn-default' }),
      group.retryable ? button(group.retryable < 2 ? 'Relancer' : 'Tout relancer', () => retry(view, group, null), 'btn-primary') : null));
}

const retriesTable = rows => table({
  caption: 'Dernières relances',
  empty: 'aucune étape n’a encore été relancée.',
  rows,
  columns: [
    { key: 'title', label: 'Étape', link: ({ id }) => href(PATH, { relance: id }) },
    { key: 'requestedAt', label: 'Le', type: 'dateTime' },
    { key: 'author', label: 'Par' },
    { key: 'reason', label: 'Motif' },
    { key: 'sentence', label: 'Effet' }
  ]
});

async function overview(main, view) {
  const [groups, retries] = await Promise.all([get(API), get(`${API}/retries`)]);
  show(main,
    groups.length
      ? section(`Incidents ouverts\u00a0: ${count(groups.length, 'cause', 'causes')}`, ...groups.map(group => card(view, group)))
      : notice('Aucun incident\u00a0: aucune étape n’est arrêtée.', 'success'),
    section('Relances', retriesTable(retries)));
}

const back = () => element('p', { class: 'eq-actions' }, link(href(PATH), 'Retour aux incidents', { class: 'btn btn-default' }));

function trace(id) {
  const pre = element('pre', { class: 'eq-trace', tabindex: 0 }, 'Chargement…');
  const details = element('details', {}, element('summary', {}, 'Trace technique'), pre);
  let asked = false;
  details.addEventListener('toggle', async () => {
    if (!details.open || asked) return;
    asked = true;
    try {
      pre.textContent = (await get(`${API}/${encodeURIComponent(id)}/trace`)).text;
    } catch (problem) {
      pre.textContent = problem.message;
    }
  });
  return details;
}

async function cause(main, view, key) {
  const { group, incidents, hidden } = await get(`${API}/groups/${encodeURIComponent(key)}`);
  show(main,
    heading(2, group.elementName),
    back(),
    element('p', { class: 'eq-incident-sentence' }, group.sentence),
    element('p', {}, group.advice),
    group.retryable > 1 ? element('p', { class: 'eq-actions' }, button(`Relancer les ${format.number(group.retryable)} étapes`, () => retry(view, group, null), 'btn-primary')) : null,
    table({
      caption: 'Incidents de cette cause',
      file: `incidents-${group.element}`,
      rows: incidents,
      columns: [
        { key: 'reference', label: 'Dossier', show: ({ reference }) => (reference ? (reference.startsWith('CT-') ? reference : dossier(reference)) : '–') },
        { key: 'at', label: 'Depuis le', type: 'dateTime' },
        { key: 'version', label: 'Version', type: 'number' },
        { key: 'message', label: 'Message', show: ({ message, id }) => element('div', {}, element('p', {}, message), trace(id)) },
        { key: 'instance', label: 'Instance', show: row => instance(row.instance, 'Ouvrir') },
        { key: 'retryable', label: 'Relance', value: ({ retryable }) => (retryable ? 'possible' : 'impossible'), show: row => (row.retryable ? button('Relancer', () => retry(view, group, [row.id])) : 'impossible') }
      ]
    }),
    hidden ? element('p', {}, `${count(hidden, 'autre incident', 'autres incidents')} de cette cause ne ${hidden < 2 ? 'figure' : 'figurent'} pas dans ce tableau ; «\u00a0Relancer\u00a0» les comprend.`) : null);
}

async function effect(main, view, id) {
  const it = await get(`${API}/retries/${encodeURIComponent(id)}`);
  const decided = it.resolved + it.failed + it.gone;
  show(main,
    heading(2, `Relance de ${it.title}`),
    back(),
    element('p', {}, `Le ${format.dateTime(it.requestedAt)}, par ${it.author}. Motif\u00a0: ${it.reason}`),
    element('p', {},
      element('label', {}, element('span', { class: 'sr-only' }, 'Avancement '), element('progress', { max: it.total, value: decided })), ` ${format.number(decided)} sur ${format.number(it.total)}`),
    notice(it.sentence, it.failed ? 'warning' : it.over ? 'success' : 'info'),
    table({
      caption: 'Effet, dossier par dossier',
      file: `relance-${it.id}`,
      rows: it.steps,
      columns: [
        { key: 'reference', label: 'Dossier', show: ({ reference }) => (reference ? (reference.startsWith('CT-') ? reference : dossier(reference)) : '–') },
        { key: 'name', label: 'Étape' },
        { key: 'label', label: 'Effet' },
        { key: 'effect', label: 'Précision' },
        { key: 'before', label: 'Cause d’avant' }
      ]
    }),
    it.hidden ? element('p', {}, `${count(it.hidden, 'autre étape', 'autres étapes')} ne ${it.hidden < 2 ? 'figure' : 'figurent'} pas dans ce tableau.`) : null);
  if (!it.over) setTimeout(() => view.alive() && view.refresh(), OFTEN);
}

export default page({
  id: 'ecoquartier-incidents',
  path: PATH,
  label: 'Incidents',
  priority: 10,
  title: 'Incidents',
  show(main, view) {
    const { params } = view;
    if (params.get('relance')) return effect(main, view, params.get('relance'));
    return params.get('cause') ? cause(main, view, params.get('cause')) : overview(main, view);
  }
});
