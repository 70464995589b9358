/*
 * Pages of ours inside Cockpit: one call registers a page, its address and its link in Cockpit's navigation.
 *
 *   // cockpit/scripts/ecoquartier-portfolio.js, named in customScripts of cockpit/scripts/config.js
 *   import { page, get, table, plot, format } from '../../../../js/webapps/oversight/kit.js';
 *   export default page({
 *     id: 'ecoquartier-portfolio', path: '/portefeuille', label: 'Portefeuille', priority: 40, title: 'Portefeuille',
 *     async show(main, { params, go }) { … }
 *   });
 *
 * page(): `show(main, view)` fills an empty element, and is called again whenever the address changes; what it throws
 * becomes a sentence on the page. `view.params` are the parameters behind the path (URLSearchParams);
 * `view.go({ region: '82', page: null })` changes some of them (null removes) and so the page; `view.alive()` is false
 * once something newer is shown; `view.shown(work)` runs once the content is on the page and has a size,
 * and `view.left(work)` when it leaves it. The control that had the focus gets it back by its id. A call of show() that takes
 * long leaves the last content in place, dimmed.
 *
 * get(path, params), post(path, body): JSON of our own API, path as /api/oversight/…; an array in params repeats the
 * parameter, an empty value is left out. They throw a Problem whose message is a French sentence for people; `errors`
 * holds {field, message} where the server named fields.
 *
 * table({ caption, columns, rows, file, sort, descending, empty, hidden }): a <div> with a sortable table and its CSV export
 * (`file` is the file's name without its extension; without it there is no export).
 *   column: { key, label, type, value, link, show }; type: 'text' (default), 'number', 'decimal', 'percent', 'duration'
 *   (seconds), 'date', 'dateTime', 'month' (2012-03). value(row) instead of row[key]; link(row) → address, null for none;
 *   show(row) → string or element instead of the formatted value (sorting and export still take the value).
 *
 * plot({ title, description, type, data, options, select, below, table }): a figure with a chart.js canvas and its table beside
 * it, under it with `below` (many columns); `table` as for table(). data.datasets without colours get ours.
 * select(index, datasetIndex) is called on a click.
 *
 * filters({ view, fields }): a form whose changes go to the address. field: { name, label, options: [{ value, label }] }
 * or { name, label, type: 'date' | 'month' | 'checkbox' | 'search' }.
 *
 * ask({ title, text, confirm, reason, fields, act }): a dialog; `reason: true` asks for a reason of 10 to 2,000 characters,
 * fields as for filters(), `act(values)` does the work: while it fails, its sentence is shown in the dialog and nothing
 * typed is lost. Answers what act() answered, or null when the person gave up. (window.confirm is closed in Cockpit.)
 *
 * notice(text, kind): a message box ('info', 'success', 'warning', 'error'); heading(level, text); section(title, ...);
 * figures([{ label, value, link, note }]): key numbers; link(address, text); dossier(reference) and instance(id, text):
 * links to our page of a dossier and to Cockpit's page of an instance; format: number, decimal, percent, duration, date,
 * dateTime, month; durationUnit(seconds): the unit of a plot. element(), as that of ../site.js, makes everything else: text is always text, its spaces before « : ; ! ? » and
 * within quotation marks do not break.
 */
import { appRoot, element as plain, site } from '../site.js';

export { site } from '../site.js';

const LOCALE = 'fr-FR';
const ZONE = 'Europe/Paris';
const NBSP = '\u00a0';

/** French spaces: no line begins with a mark. */
const typeset = text => text.replace(/ ([:;!?»])/g, `${NBSP}$1`).replace(/« /g, `«${NBSP}`);

export const element = (name, attributes, ...children) =>
  plain(name, attributes, ...children.map(child => (typeof child === 'string' ? typeset(child) : child)));

// ---------------------------------------------------------------------------------------------- formats

const whole = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 0 });
const tenth = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 1 });
const percentage = new Intl.NumberFormat(LOCALE, { style: 'percent', maximumFractionDigits: 1 });
const day = new Intl.DateTimeFormat(LOCALE, { timeZone: ZONE, day: '2-digit', month: '2-digit', year: 'numeric' });
const moment = new Intl.DateTimeFormat(LOCALE, {
  timeZone: ZONE, day: '2-digit', month: '2-digit', year: 'numeric', hour: '2-digit', minute: '2-digit'
});
const monthName = new Intl.DateTimeFormat(LOCALE, { timeZone: 'UTC', month: 'short', year: 'numeric' });

const none = value => value === null || value === undefined || value === '';
const dated = value => (/^\d{4}-\d{2}-\d{2}$/.test(value) ? new Date(`${value}T12:00:00Z`) : new Date(value));

/** Seconds in words: « 42 s », « 12 min », « 5 h 20 », « 3,5 j », « 48 j ». */
function duration(seconds) {
  if (none(seconds)) return '–';
  const minutes = seconds / 60;
  const days = seconds / 86400;
  if (seconds < 60) return `${whole.format(seconds)}${NBSP}s`;
  if (minutes < 60) return `${whole.format(minutes)}${NBSP}min`;
  if (days < 2) {
    const rest = Math.round(minutes) % 60;
    return `${Math.floor(Math.round(minutes) / 60)}${NBSP}h${rest ? `${NBSP}${String(rest).padStart(2, '0')}` : ''}`;
  }
  return `${(days < 10 ? tenth : whole).format(days)}${NBSP}j`;
}

export const format = {
  text: value => (none(value) ? '' : String(value)),
  number: value => (none(value) ? '–' : whole.format(value)),
  decimal: value => (none(value) ? '–' : tenth.format(value)),
  percent: value => (none(value) ? '–' : percentage.format(value)),
  duration,
  date: value => (none(value) ? '–' : day.format(dated(value))),
  dateTime: value => (none(value) ? '–' : moment.format(dated(value)).replace(' ', ' à ')),
  month: value => (none(value) ? '–' : monthName.format(new Date(`${value}-15T00:00:00Z`)))
};

/** The unit in which a plot reads best whose longest duration is this: { name, of(seconds) }. */
export function durationUnit(longest) {
  const [unit, name] = longest >= 2 * 86400 ? [86400, 'jours'] : longest >= 7200 ? [3600, 'heures'] : longest >= 120 ? [60, 'minutes'] : [1, 'secondes'];
  return { name, of: seconds => (none(seconds) ? null : Math.round((seconds / unit) * 10) / 10) };
}

/** « 1 dossier », « 12 dossiers ». */
export const count = (number, one, several) =>
  `${whole.format(number)}${NBSP}${Math.abs(number) < 2 ? one : several}`;

// ---------------------------------------------------------------------------------------------- our API

/** A refusal or a failure, as a sentence for people. */
export class Problem extends Error {
  constructor(message, status = 0, errors = []) {
    super(message);
    this.status = status;
    this.errors = errors;
  }
}

function query(params) {
  const search = new URLSearchParams();
  for (const [name, value] of params instanceof URLSearchParams ? params : Object.entries(params ?? {})) {
    for (const each of Array.isArray(value) ? value : [value]) if (!none(each)) search.append(name, each);
  }
  const text = search.toString();
  return text ? `?${text}` : '';
}

async function problemOf(answer) {
  if (answer.status === 401) return new Problem('Votre session a expiré. Reconnectez-vous, puis recommencez.', 401);
  let told = null;
  if (/json/.test(answer.headers.get('Content-Type') ?? '')) {
    try {
      told = await answer.json();
    } catch {
      told = null;
    }
  }
  const errors = told?.errors ?? [];
  const sentence = told?.detail ?? errors[0]?.message;
  if (sentence && answer.status < 500) return new Problem(sentence, answer.status, errors);
  if (answer.status === 403) return new Problem('Votre compte ne donne pas accès à ces informations.', 403);
  if (answer.status === 404) return new Problem('Cet élément n’existe pas ou n’existe plus.', 404);
  return new Problem('Le serveur n’a pas pu répondre. Réessayez dans un instant ; si cela persiste, prévenez un administrateur.', answer.status);
}

async function call(path, init) {
  let answer;
  try {
    answer = await fetch(site(path), { credentials: 'same-origin', ...init, headers: { Accept: 'application/json', ...init?.headers } });
  } catch {
    throw new Problem('Le serveur ne répond pas. Vérifiez votre connexion, puis réessayez.');
  }
  if (answer.redirected && new URL(answer.url).pathname.endsWith('/connexion')) {
    throw new Problem('Votre session a expiré. Reconnectez-vous, puis recommencez.', 401);
  }
  if (!answer.ok) throw await problemOf(answer);
  return answer.status === 204 ? null : answer.json();
}

export const get = (path, params) => call(path + query(params), { cache: 'no-store' });

/** A text instead of JSON: the file of a model. */
export async function getText(path) {
  const answer = await fetch(site(path), { credentials: 'same-origin' });
  if (!answer.ok) throw await problemOf(answer);
  return answer.text();
}

/** The token against forged requests, as our own pages carry it. */
async function csrf() {
  const answer = await fetch(site('/deconnexion'), { credentials: 'same-origin', cache: 'no-store' });
  const from = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const name = from.querySelector('meta[name="csrf-header"]')?.content;
  const token = from.querySelector('meta[name="csrf-token"]')?.content;
  return name && token ? { [name]: token } : {};
}

export const post = async (path, body) => call(path, {
  method: 'POST',
  body: JSON.stringify(body ?? {}),
  headers: { 'Content-Type': 'application/json', ...(await csrf()) }
});

// ---------------------------------------------------------------------------------------------- small parts

export const heading = (level, text) => element(`h${level}`, {}, text);
export const link = (address, text, attributes = {}) => element('a', { href: address, ...attributes }, text);
export const dossier = reference => link(site(`/dossiers/${encodeURIComponent(reference)}`), reference);
export const instance = (id, text) => link(`#/process-instance/${encodeURIComponent(id)}`, text ?? id);

export function notice(text, kind = 'info') {
  return element('div', { class: `eq-notice eq-notice-${kind}`, role: kind === 'error' ? 'alert' : 'status' },
    ...(Array.isArray(text) ? text : [text]).map(each => (typeof each === 'string' ? element('p', {}, each) : each)));
}

let numbered = 0;
const freshId = prefix => `eq-${prefix}-${++numbered}`;

export function section(title, ...children) {
  const id = freshId('section');
  return element('section', { class: 'eq-section', 'aria-labelledby': id }, element('h2', { id }, title), ...children);
}

export function figures(list) {
  return element('dl', { class: 'eq-figures' }, ...list.map(({ label, value, link: address, note }) =>
    element('div', {}, element('dt', {}, label),
      element('dd', {}, address ? link(address, value) : element('span', {}, value),
        note ? element('span', { class: 'eq-note' }, note) : null))));
}

// ---------------------------------------------------------------------------------------------- tables

const NUMERIC = new Set(['number', 'decimal', 'percent', 'duration']);
const DATED = new Set(['date', 'dateTime', 'month']);
const valueOf = (column, row) => (column.value ? column.value(row) : row[column.key]);

function compare(a, b) {
  if (none(a) || none(b)) return none(a) - none(b);
  return typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b), LOCALE, { numeric: true });
}

function cell(column, row) {
  const shown = column.show ? column.show(row) : (format[column.type ?? 'text'] ?? format.text)(valueOf(column, row));
  const address = column.link?.(row);
  return address ? link(address, shown) : shown;
}

/** Spreadsheets run what begins like a formula. */
function csvCell(column, row) {
  let value = valueOf(column, row);
  if (none(value)) return '';
  if (typeof value === 'number') {
    if (column.type === 'duration') value = Math.round((value / 86400) * 100) / 100;
    return String(value).replace('.', ',');
  }
  value = String(value);
  if (/^[=+\-@\t\r]/.test(value)) value = `'${value}`;
  return /[";\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

/** Gives a file to the person: semicolons and commas as French spreadsheets expect them. */
function save(file, columns, rows) {
  const title = column => csvCell({ value: () => column.label + (column.type === 'duration' ? ' (jours)' : '') }, {});
  const lines = [columns.map(title), ...rows.map(row => columns.map(column => csvCell(column, row)))];
  const blob = new Blob(['\ufeff', lines.map(line => line.join(';')).join('\r\n'), '\r\n'], { type: 'text/csv;charset=utf-8' });
  const address = URL.createObjectURL(blob);
  const anchor = element('a', { href: address, download: `${file}.csv`, hidden: true });
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

export function table({ caption, columns, rows, file, sort = null, descending = false, empty = 'Rien à montrer.', hidden = false }) {
  const box = element('div', { class: 'eq-table' });
  const head = element('tr');
  const body = element('tbody');
  let by = sort;
  let down = descending;

  const ordered = () => {
    const column = columns.find(({ key }) => key === by);
    if (!column) return rows;
    const sign = down ? -1 : 1;
    return [...rows].sort((a, b) => {
      const [left, right] = [valueOf(column, a), valueOf(column, b)];
      return none(left) || none(right) ? compare(left, right) : sign * compare(left, right);
    });
  };

  const draw = () => {
    for (const th of head.children) {
      const own = th.dataset.key === by;
      if (own) th.setAttribute('aria-sort', down ? 'descending' : 'ascending');
      else th.removeAttribute('aria-sort');
    }
    body.replaceChildren(...ordered().map(row => element('tr', {}, ...columns.map((column, n) => {
      const numeric = NUMERIC.has(column.type);
      return n === 0
        ? element('th', { scope: 'row', class: DATED.has(column.type) ? 'eq-dated' : null }, cell(column, row))
        : element('td', { class: numeric ? 'eq-number' : DATED.has(column.type) ? 'eq-dated' : null, 'data-label': column.label }, cell(column, row));
    }))));
  };

  for (const column of columns) {
    const button = element('button', { type: 'button', class: 'eq-sort' }, column.label);
    button.addEventListener('click', () => {
      down = by === column.key ? !down : NUMERIC.has(column.type);
      by = column.key;
      draw();
    });
    head.append(element('th', { scope: 'col', class: NUMERIC.has(column.type) ? 'eq-number' : null, 'data-key': column.key }, button));
  }
  draw();
  const scroll = element('div', { class: 'eq-scroll', tabindex: 0, role: 'region', 'aria-label': caption },
    element('table', {}, element('caption', { class: hidden ? 'sr-only' : null }, caption), element('thead', {}, head), body));
  box.append(rows.length ? scroll : element('p', { class: 'eq-empty' }, `${caption}${NBSP}: ${empty}`));
  if (file && rows.length) {
    const button = element('button', { type: 'button', class: 'btn btn-default btn-sm eq-export' }, 'Exporter (CSV)',
      element('span', { class: 'sr-only' }, `${NBSP}: ${caption}`));
    button.addEventListener('click', () => save(file, columns, ordered()));
    box.append(button);
  }
  return box;
}

// ---------------------------------------------------------------------------------------------- plots

export const COLOURS = ['#1b5542', '#b87a14', '#17557f', '#8c2f39', '#6f8f3c', '#6a4fa3', '#4a4a4a', '#c9a227', '#2f9c95', '#d1716f', '#9a8fc4'];
let charts = null;

function chartJs() {
  charts ??= new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = site('/webjars/chart.js/dist/chart.umd.min.js');
    script.onload = () => resolve(window.Chart);
    script.onerror = () => {
      charts = null;
      reject(new Problem('Le graphique ne peut pas être affiché : le tableau donne les mêmes nombres.'));
    };
    document.head.append(script);
  });
  return charts;
}

const drawn = new Map();

function draw(canvas, { type, data, options, select }) {
  const datasets = data.datasets.map((dataset, n) => ({
    backgroundColor: COLOURS[n % COLOURS.length],
    borderColor: COLOURS[n % COLOURS.length],
    ...(type === 'line' ? { tension: 0, pointRadius: 2, borderWidth: 2, pointStyle: ['circle', 'rect', 'triangle', 'rectRot'][n % 4] } : {}),
    ...dataset
  }));
  return new window.Chart(canvas, {
    type,
    data: { ...data, datasets },
    options: {
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      locale: LOCALE,
      ...options,
      plugins: { legend: { display: datasets.length > 1, position: 'bottom' }, ...options?.plugins },
      ...(select ? {
        onClick: (event, hits) => {
          if (hits.length) select(hits[0].index, hits[0].datasetIndex);
        }
      } : {})
    }
  });
}

export function plot({ title, description, type, data, options, select, below = false, table: beside }) {
  const canvas = element('canvas', { role: 'img', 'aria-label': `${title}. ${description ?? ''} Le tableau donne les mêmes nombres.` });
  const surface = element('div', { class: 'eq-canvas' }, canvas);
  const figure = element('figure', { class: 'eq-plot' },
    element('figcaption', {}, element('strong', {}, title), description ? element('span', {}, description) : null),
    element('div', { class: `eq-beside${below ? ' eq-below' : ''}` }, surface, table(beside)));
  if (data.labels?.length === 0) {
    surface.parentNode.classList.add('eq-none');
    surface.replaceChildren(element('p', { class: 'eq-empty' }, 'Rien à montrer pour ces critères.'));
    return figure;
  }
  chartJs().then(
    () => {
      // once it is on the page, so that it knows its size
      const start = () => (canvas.isConnected ? drawn.set(canvas, draw(canvas, { type, data, options, select })) : null);
      requestAnimationFrame(start);
    },
    problem => surface.replaceChildren(notice(problem.message, 'warning')));
  return figure;
}

/** Charts that left the page hold their canvas until told. */
function sweep() {
  for (const [canvas, chart] of drawn) {
    if (!canvas.isConnected) {
      chart.destroy();
      drawn.delete(canvas);
    }
  }
}

// ---------------------------------------------------------------------------------------------- forms

function control({ name, label, type = 'select', options = [], hint }, value, prefix) {
  const id = `${prefix}-${name}`;
  if (type === 'checkbox') {
    return element('div', { class: 'eq-field eq-check' },
      element('label', { for: id }, element('input', { id, name, type, value: 'true', checked: value === 'true' }), ' ', label));
  }
  const described = hint ? `${id}-hint` : null;
  const field = type === 'select'
    ? element('select', { id, name, class: 'form-control', 'aria-describedby': described }, ...options.map(option =>
      element('option', { value: option.value, selected: String(option.value) === String(value ?? '') }, option.label)))
    : type === 'textarea'
      ? plain('textarea', { id, name, class: 'form-control', rows: 4, 'aria-describedby': described }, value ?? '')
      : element('input', { id, name, type, value: value ?? '', class: 'form-control', 'aria-describedby': described });
  return element('div', { class: 'eq-field' }, element('label', { for: id }, label), field,
    hint ? element('p', { class: 'help-block', id: described }, hint) : null);
}

export function filters({ view, fields, legend = 'Filtres' }) {
  const form = element('form', { class: 'eq-filters', 'aria-label': legend },
    ...fields.map(field => control(field, view.params.get(field.name) ?? field.value, 'eq-filter')));
  const reset = element('button', { type: 'button', class: 'btn btn-link' }, 'Effacer les filtres');
  reset.addEventListener('click', () => view.go(Object.fromEntries(fields.map(({ name }) => [name, null]))));
  form.append(reset);
  form.addEventListener('submit', event => event.preventDefault());
  form.addEventListener('change', event => {
    const { name, type, checked, value } = event.target;
    view.go({ [name]: type === 'checkbox' ? (checked ? 'true' : null) : value });
  });
  return form;
}

const REASON = { min: 10, max: 2000 };

export function ask({ title, text, confirm = 'Confirmer', reason = false, fields = [], act = values => values }) {
  const id = freshId('dialog');
  const failure = element('div', { 'aria-live': 'assertive' });
  const go = element('button', { type: 'submit', class: 'btn btn-primary' }, confirm);
  const back = element('button', { type: 'button', class: 'btn btn-default' }, 'Annuler');
  const form = element('form', { novalidate: true },
    element('h2', { id }, title),
    ...(Array.isArray(text) ? text : [text]).filter(Boolean).map(each => (typeof each === 'string' ? element('p', {}, each) : each)),
    ...fields.map(field => control(field, field.value, id)),
    reason ? control({ name: 'reason', label: 'Motif (inscrit au journal)', type: 'textarea', hint: `De ${REASON.min} à ${whole.format(REASON.max)} caractères.` }, '', id) : null,
    failure,
    element('div', { class: 'eq-actions' }, go, back));
  const dialog = element('dialog', { class: 'eq-dialog', 'aria-labelledby': id }, form);
  document.body.append(dialog);
  return new Promise(resolve => {
    const end = answer => {
      dialog.close();
      dialog.remove();
      resolve(answer);
    };
    back.addEventListener('click', () => end(null));
    dialog.addEventListener('cancel', event => {
      event.preventDefault();
      if (!go.disabled) end(null);
    });
    form.addEventListener('submit', async event => {
      event.preventDefault();
      failure.replaceChildren();
      const values = Object.fromEntries(new FormData(form));
      if (reason) {
        values.reason = values.reason.trim();
        if (values.reason.length < REASON.min || values.reason.length > REASON.max) {
          failure.append(notice(`Indiquez le motif, en ${REASON.min} caractères au moins et ${whole.format(REASON.max)} au plus.`, 'error'));
          form.elements.reason.focus();
          return;
        }
      }
      go.disabled = back.disabled = true;
      try {
        end((await act(values)) ?? values);
      } catch (problem) {
        failure.append(notice(sentence(problem), 'error'));
      } finally {
        go.disabled = back.disabled = false;
      }
    });
    dialog.showModal();
    form.querySelector('select, textarea, input, button')?.focus();
  });
}

// ---------------------------------------------------------------------------------------------- pages

const sentence = problem => {
  if (problem instanceof Problem) return problem.message;
  console.error(problem);
  return 'Cette page n’a pas pu être affichée. Rechargez-la ; si cela persiste, prévenez un administrateur.';
};

let styled = false;

function style() {
  if (styled) return;
  styled = true;
  document.head.append(element('link', { rel: 'stylesheet', href: site('/css/oversight.css') }));
}

const located = () => {
  const [path, search] = window.location.hash.replace(/^#!?/, '').split('?');
  return { path, params: new URLSearchParams(search ?? '') };
};

/** Address of one of these pages with parameters: href('/portefeuille', { region: '82' }). */
export const href = (path, params) => `#${path}${query(params)}`;

export function page({ id, path, label, priority, title, show }) {
  let leave = null;

  function render(node, api, scope) {
    style();
    const main = element('div', { class: 'eq-page-content' });
    const wait = element('p', { class: 'eq-wait', role: 'status' }, 'Chargement…');
    node.classList.add('eq-page');
    node.append(element('main', {}, element('h1', { tabindex: -1 }, title), wait, main));
    document.title = `${title} – Pilotage`;
    let turn = 0;
    let left = () => {};

    // a change of parameters stays on the page instead of building it anew
    const routes = window.angular?.element(document.body).injector()?.get('$route').routes;
    if (routes?.[path]) routes[path].reloadOnSearch = false;

    async function refresh() {
      const own = ++turn;
      const { path: shown, params } = located();
      if (shown !== path) return;
      const alive = () => own === turn;
      const after = [];
      const leaving = [];
      const view = {
        params,
        alive,
        shown: work => after.push(work),
        left: work => leaving.push(work),
        go(changes) {
          const next = new URLSearchParams(params);
          for (const [name, value] of Object.entries(changes)) {
            if (none(value)) next.delete(name);
            else next.set(name, value);
          }
          const target = href(path, next);
          if (target === window.location.hash) refresh();
          else window.location.hash = target;
        },
        refresh
      };
      const fresh = element('div');
      wait.hidden = false;
      main.classList.add('eq-dimmed');
      try {
        await show(fresh, view);
      } catch (problem) {
        fresh.append(notice(problem.status === 401
          ? [sentence(problem), link(site('/connexion'), 'Se connecter')]
          : sentence(problem), 'error'));
      }
      if (!alive()) return;
      const focused = main.contains(document.activeElement) ? document.activeElement.id : null;
      left();
      left = () => leaving.splice(0).forEach(work => work());
      main.replaceChildren(fresh);
      if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
      wait.hidden = true;
      main.classList.remove('eq-dimmed');
      sweep();
      for (const work of after) work();
    }

    const changed = () => refresh();
    window.addEventListener('hashchange', changed);
    leave = () => {
      turn++;
      window.removeEventListener('hashchange', changed);
      left();
      main.remove();
      sweep();
    };
    scope?.$on?.('$destroy', () => leave?.());
    refresh();
  }

  return [
    {
      id: `${id}-link`,
      pluginPoint: 'cockpit.navigation',
      priority,
      properties: {
        label,
        pagePath: `#${path}`,
        checkActive: address => {
          const at = String(address ?? '').split('#')[1] ?? '';
          return at.split('?')[0] === path;
        }
      }
    },
    {
      id,
      pluginPoint: 'cockpit.route',
      priority,
      properties: { path },
      render,
      unmount: () => {
        leave?.();
        leave = null;
      }
    }
  ];
}

/** Where the web apps are: /camunda. */
export const webApps = appRoot;
