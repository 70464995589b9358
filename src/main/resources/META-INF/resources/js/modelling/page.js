/* What the pages of models share: addresses, requests with the session's token, small elements, dialogs. */
const main = document.getElementById('contenu');
export const root = main.dataset.root.replace(/\/$/, '');

const meta = name => document.querySelector(`meta[name="${name}"]`);

/** A refusal or a failure with a French sentence; status 0: the server did not answer. */
export class Failure extends Error {
  constructor(status, message, problem = {}) {
    super(message);
    this.status = status;
    this.problem = problem;
  }
}

const SENTENCES = {
  0: 'Le serveur ne répond pas.',
  401: 'Votre session a expiré.',
  403: 'Votre compte ne donne pas accès à cette action.',
  404: 'Ce modèle, cette version ou ce brouillon n’existe pas.'
};

async function send(path, options) {
  const headers = { Accept: 'application/json, text/plain', ...options.headers };
  if (options.method && options.method !== 'GET') headers[meta('csrf-header').content] = meta('csrf-token').content;
  try {
    return await fetch(root + path, { ...options, headers, redirect: 'manual' });
  } catch {
    throw new Failure(0, SENTENCES[0]);
  }
}

/** After somebody has signed in again in another tab, the token of this page is an old one. */
async function renewToken() {
  const response = await send('/api/modelling/session', {});
  if (response.status === 401) throw new Failure(401, SENTENCES[401]);
  if (!response.ok) return false;
  const { header, token } = await response.json();
  meta('csrf-header').content = header;
  meta('csrf-token').content = token;
  return true;
}

/** @throws Failure */
export async function request(path, options = {}) {
  let response = await send(path, options);
  if (response.status === 403 && options.method && options.method !== 'GET' && await renewToken()) {
    response = await send(path, options);
  }
  if (response.type === 'opaqueredirect') throw new Failure(401, SENTENCES[401]);
  if (response.ok) return response;
  const problem = await response.json().catch(() => ({}));
  throw new Failure(response.status,
    problem.detail ?? SENTENCES[response.status] ?? 'Un incident est survenu ; rien de ce qui était enregistré n’est perdu.', problem);
}

export const json = (method, path, body) =>
  request(path, { method, body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } });

export const content = async ref => (await request(`/api/modelling/content?de=${encodeURIComponent(ref)}`)).text();

/** An element with its attributes and children; text is always text, never markup. */
export function element(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith('on')) node.addEventListener(key.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) node.setAttribute(key, value === true ? '' : value);
  }
  node.append(...children.flat().filter(child => child !== null && child !== undefined));
  return node;
}

/** A labelled choice; choices are { value, label }. */
let fields = 0;
export function choice(label, choices, value, onChange, empty = 'Choisir…') {
  const id = `choix-${++fields}`;
  const select = element('select', { id, onchange: () => onChange(select.value) },
    choices.some(option => option.value === value) ? null : element('option', { value: '' }, value ? `${value} (hors liste)` : empty),
    choices.map(option => element('option', { value: option.value }, option.label)));
  select.value = choices.some(option => option.value === value) ? value : '';
  return element('div', { class: 'field' }, element('label', { for: id }, label), select);
}

const script = new Map();

/** A library of ours, once per page; answers its global. */
export function library(path, global, styles = []) {
  if (!script.has(path)) {
    script.set(path, new Promise((resolve, reject) => {
      for (const style of styles) {
        document.head.append(element('link', { rel: 'stylesheet', href: `${root}/vendor/${style}` }));
      }
      document.head.append(element('script', {
        src: `${root}/vendor/${path}`,
        onload: () => resolve(window[global]),
        onerror: () => reject(new Failure(0, 'Une partie de l’éditeur n’a pas pu être chargée : rechargez la page.'))
      }));
    }));
  }
  return script.get(path);
}

const messages = document.getElementById('messages');

/** A message under the bar; a second one of the same name takes its place. */
export function tell(name, kind, text, ...more) {
  messages.querySelector(`[data-message="${name}"]`)?.remove();
  if (!text) return;
  messages.append(element('div', { class: `flash flash--${kind}`, role: kind === 'failure' ? 'alert' : 'status', 'data-message': name },
    element('p', {}, text), more));
}

/** Asks in a dialog. fields: [{ name, label, hint, value }]; check(values) may answer a promise, and throws what is wrong. */
export function ask(title, fields, submit, check) {
  const dialog = document.getElementById('dialogue');
  return new Promise(resolve => {
    const error = element('p', { class: 'field__error', role: 'alert', id: 'dialogue-erreur' });
    const inputs = fields.map(field => element('div', { class: 'field' },
      element('label', { for: `dialogue-${field.name}` }, field.label),
      field.hint ? element('p', { class: 'hint', id: `aide-dialogue-${field.name}` }, field.hint) : null,
      element('input', {
        id: `dialogue-${field.name}`, name: field.name, type: 'text', value: field.value ?? '', maxlength: field.maxlength ?? 200,
        autocomplete: 'off', 'aria-describedby': field.hint ? `aide-dialogue-${field.name}` : null
      })));
    let answer = null;
    const form = element('form', {
      method: 'dialog',
      onsubmit: async event => {
        event.preventDefault();
        try {
          const values = Object.fromEntries(new FormData(form));
          answer = await check(values) ?? values;
          dialog.close();
        } catch (failure) {
          error.textContent = failure.message;
        }
      }
    }, inputs, error, element('p', { class: 'actions' },
      element('button', { class: 'button', type: 'submit' }, submit),
      element('button', { class: 'button button--quiet', type: 'button', onclick: () => dialog.close() }, 'Annuler')));
    dialog.replaceChildren(element('h2', { id: 'dialogue-titre' }, title), form);
    dialog.onclose = () => resolve(answer);
    dialog.showModal();
  });
}

const TIME = new Intl.DateTimeFormat('fr-FR', { hour: '2-digit', minute: '2-digit', timeZone: 'Europe/Paris' });
const DAY = new Intl.DateTimeFormat('fr-FR', { day: 'numeric', month: 'long', timeZone: 'Europe/Paris' });

/** « à 14:03 », with the day when it is not today. */
export function at(moment) {
  const date = new Date(moment);
  return (DAY.format(date) === DAY.format(new Date()) ? '' : `le ${DAY.format(date)} `) + `à ${TIME.format(date)}`;
}

/** Why a library cannot read a file, with a sentence part in French. */
export function unreadable(error, format) {
  const twice = /duplicate ID <([^>]+)>/i.exec(error.message)?.[1];
  const line = /line: (\d+)/.exec(error.message)?.[1];
  return Object.assign(new Error(error.message), {
    french: twice ? `l’identifiant « ${twice} » est porté par deux éléments ; donnez-en un autre à l’un des deux.`
      : /no diagram to display/i.test(error.message) ? 'le fichier ne contient pas de diagramme dessiné.'
        : `le fichier n’est pas du ${format} lisible${line ? ` (ligne ${Number(line) + 1})` : ''}.`
  });
}
