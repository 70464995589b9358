/*
 * What becomes of a form. Refused: our sentence and the faulty fields, above the form's buttons and under each field; the
 * form is not drawn again, so everything that was typed stays. Accepted: a word about it, since Tasklist says nothing.
 */
import { element, engineApi } from '../../../../js/webapps/site.js';
import { onAnswer, onRequest, sentenceOf } from '../../../../js/webapps/problems.js';

const SUBMISSION = /\/task\/([^/?]+)\/(?:submit-form|complete)(?:\?|$)/;

/** Form components by key, with groups and lists opened. */
function componentsByKey(components, found = new Map()) {
  for (const component of components ?? []) {
    if (component.key) found.set(component.key, component);
    if (component.path) found.set(component.path, component);
    componentsByKey(component.components, found);
  }
  return found;
}

async function formOf(taskId) {
  try {
    const answer = await fetch(`${engineApi}/task/${encodeURIComponent(taskId)}/deployed-form`,
      { credentials: 'same-origin' });
    return answer.ok ? componentsByKey((await answer.json()).components) : new Map();
  } catch {
    return new Map();
  }
}

const form = () => document.querySelector('[cam-tasklist-form-camunda] .fjs-container, [cam-tasklist-form] .fjs-container');

/** form-js ends ids with the component's id, and adds « -date » or a number where a field has several inputs. */
function controlOf(component) {
  if (!component?.id) return null;
  const id = CSS.escape(component.id);
  const controls = ':is(input, textarea, select, [role="combobox"], [tabindex="0"])';
  return form()?.querySelector(`${controls}[id^="fjs-form-"][id$="-${id}"]`)
    ?? form()?.querySelector(`${controls}[id^="fjs-form-"][id*="-${id}-"]`)
    ?? null;
}

function labelOf(component, control) {
  const shown = control?.closest('.fjs-form-field')?.querySelector('.fjs-form-field-label, legend');
  const text = shown && [...shown.childNodes].filter(node => node.nodeType === Node.TEXT_NODE)
    .map(node => node.data).join('').trim();
  if (text) return text;
  return component?.label && !component.label.startsWith('=') ? component.label : null;
}

function clear() {
  document.querySelectorAll('.eq-refusal, .eq-field-error').forEach(node => node.remove());
  document.querySelectorAll('.eq-field--refused').forEach(node => node.classList.remove('eq-field--refused'));
}

function mark(control, text) {
  const field = control?.closest('.fjs-form-field');
  if (!field) return;
  field.classList.add('eq-field--refused');
  field.append(element('div', { class: 'eq-field-error' }, text));
  field.addEventListener('input', () => {
    field.classList.remove('eq-field--refused');
    field.querySelectorAll('.eq-field-error').forEach(node => node.remove());
  }, { once: true });
}

function entry(error, components) {
  const component = components.get(error.field);
  const control = controlOf(component);
  const label = labelOf(component, control) ?? error.label;
  mark(control, error.message);
  const text = element('span', {}, ...(label ? [element('strong', {}, label), ' : ', error.message] : [error.message]));
  if (!control) return element('li', {}, text);
  const link = element('a', { href: '' }, text);
  link.addEventListener('click', event => {
    event.preventDefault();
    control.scrollIntoView({ block: 'center' });
    (control.matches('input, textarea, select, button') ? control : control.querySelector('input, textarea, select'))
      ?.focus();
  });
  return element('li', {}, link);
}

/** The server's sentence, unless the list below says the same field by field. */
function headingOf(problem, count) {
  if (count === 0) return sentenceOf(problem);
  return `Le formulaire n’a pas été accepté. ${count === 1 ? 'Un champ est à corriger :' : `${count} champs sont à corriger :`}`;
}

async function show(taskId, problem) {
  const errors = problem.errors ?? [];
  const components = errors.length ? await formOf(taskId) : new Map();
  clear();
  const panel = element('div', { class: 'eq-refusal', role: 'alert', tabindex: '-1' },
    element('p', {}, element('strong', {}, headingOf(problem, errors.length))),
    errors.length ? element('ul', {}, ...errors.map(error => entry(error, components))) : null);
  const place = document.querySelector('[cam-tasklist-form] .form-actions, .task-details .form-actions, .form-actions');
  if (!place) return;
  place.before(panel);
  panel.focus({ preventScroll: true });
  panel.scrollIntoView({ block: 'center' });
}

let done = null;

function showDone() {
  done?.remove();
  const note = element('div', { class: 'eq-done', role: 'status' }, 'La tâche est terminée.');
  done = note;
  document.body.append(note);
  window.setTimeout(() => note.remove(), 8000);
}

onRequest(({ method, url }) => {
  if (method === 'POST' && SUBMISSION.test(url)) clear();
});

onAnswer(({ method, url, status, problem }) => {
  const submission = method === 'POST' && SUBMISSION.exec(url);
  if (status === 401) return; // the lost session has its own message
  if (submission && status >= 200 && status < 300) showDone();
  if (submission && problem) show(decodeURIComponent(submission[1]), problem);
});
