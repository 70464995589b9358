/* The page of a draft: the editor of its kind, saving, checks, the text of the file. */
import { ask, content, element, json, request, root, tell } from './page.js';
import { Saver } from './saver.js';

const main = document.getElementById('contenu');
const { draft: id, kind, key } = main.dataset;
const writable = main.dataset.open === 'true';
const canvas = document.getElementById('dessin');
const source = document.getElementById('source');
const text = document.getElementById('source-texte');
const sourceError = document.getElementById('source-erreur');
const textButton = document.getElementById('texte');
const side = document.getElementById('cote');

const EDITORS = { processus: './bpmn-editor.js', decision: './dmn-editor.js', formulaire: './form-editor.js' };

let editor = null;
let asText = false;
let textChanged = false;

const read = () => (asText ? Promise.resolve(text.value) : editor.content());

const saver = new Saver({
  id,
  revision: Number(main.dataset.revision),
  savedAt: main.dataset.savedAt,
  savedBy: main.dataset.savedBy,
  state: document.getElementById('etat'),
  read
});

function showText(value, problem = '') {
  asText = true;
  textChanged = false;
  text.value = value;
  sourceError.textContent = problem;
  sourceError.hidden = !problem;
  source.hidden = false;
  canvas.hidden = true;
  side.hidden = true;
  textButton.setAttribute('aria-pressed', 'true');
}

/** Opens the content in the editor of its kind; a content that it cannot read stays as text, with the reason. */
async function showEditor(value) {
  source.hidden = true;
  canvas.hidden = false;
  side.hidden = false;
  try {
    if (editor) {
      await editor.open(value);
    } else {
      const { create } = await import(EDITORS[kind]);
      editor = await create({
        canvas, side, key, writable,
        assistant: document.getElementById('assistant'),
        properties: document.getElementById('proprietes'),
        tools: document.getElementById('outils'),
        changed: () => saver.changed()
      });
      await editor.open(value);
    }
    asText = false;
    textButton.setAttribute('aria-pressed', 'false');
    return true;
  } catch (failure) {
    showText(value, `Ce contenu ne s’ouvre pas dans l’éditeur : ${failure.french ?? failure.message} Il est gardé tel quel ; corrigez-le ici, importez un autre fichier ou reprenez une révision antérieure depuis l’historique.`);
    return false;
  }
}

text.addEventListener('input', () => {
  textChanged = true;
  saver.changed();
});

textButton.addEventListener('click', async () => {
  if (asText) {
    if (textChanged || !editor?.ready()) await showEditor(text.value);
    else {
      asText = false;
      source.hidden = true;
      canvas.hidden = false;
      side.hidden = false;
      textButton.setAttribute('aria-pressed', 'false');
    }
  } else {
    showText(await editor.content());
    text.focus();
  }
});

// --- title

const title = document.getElementById('titre');
title.addEventListener('click', async () => {
  const answer = await ask('Renommer le brouillon', [{ name: 'title', label: 'Titre', value: title.textContent }], 'Renommer',
    async values => (await saver.rename(values.title)).json());
  if (answer) title.textContent = answer.title;
});

// --- checks

const findings = document.getElementById('constats');
const list = document.getElementById('constats-liste');
const summary = document.getElementById('constats-resume');
const SEVERITIES = { ERROR: 'Bloquant', WARNING: 'À vérifier', INFO: 'Pour information' };
const verify = document.getElementById('verifier');

const count = (number, one, many) => `${number} ${number < 2 ? one : many}`;

function said(found) {
  if (found.length === 0) return 'Aucun constat : ce brouillon peut être mis en service.';
  const errors = found.filter(finding => finding.severity === 'ERROR').length;
  return errors === 0
    ? `${count(found.length, 'constat', 'constats')}, aucun n’est bloquant.`
    : `${count(found.length, 'constat', 'constats')}, dont ${count(errors, 'bloquant', 'bloquants')}.`;
}

function show(found) {
  findings.hidden = false;
  summary.textContent = said(found);
  list.replaceChildren(...found.map(finding => {
    const here = finding.element && !asText && editor.has(finding.element);
    const place = finding.elementName ?? finding.element;
    return element('li', { class: `finding--${finding.severity}`, 'data-rule': finding.rule, 'data-element': finding.element },
      element('p', {},
        element('strong', {}, `${SEVERITIES[finding.severity] ?? finding.severity} `),
        place ? here
          ? element('button', { type: 'button', class: 'link', onclick: () => editor.focus(finding.element) }, `« ${place} »`)
          : element('span', {}, `« ${place} »`) : element('span', {}, finding.file)),
      element('p', {}, finding.message),
      finding.advice ? element('p', { class: 'muted' }, finding.advice) : null);
  }));
  if (!asText) editor.mark(found);
}

verify.addEventListener('click', async () => {
  verify.disabled = true;
  try {
    if (writable && !await saver.now()) {
      tell('verification', 'warning', 'Le brouillon n’est pas enregistré : la vérification attend qu’il le soit.');
      return;
    }
    tell('verification', 'warning', '');
    const answer = await (await request(`/api/modelling/drafts/${id}/check`, { method: 'POST' })).json();
    show(Array.isArray(answer) ? answer : answer.findings);
  } catch (failure) {
    tell('verification', 'failure', `La vérification n’a pas pu se faire. ${failure.message}`);
  } finally {
    verify.disabled = false;
  }
});

document.getElementById('constats-fermer').addEventListener('click', () => {
  findings.hidden = true;
  editor?.mark([]);
  verify.focus();
});

// what the process names and is still a draft goes into service with it
const releaseLink = document.getElementById('mise-en-service');
releaseLink?.addEventListener('click', async event => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (!await saver.now()) return;
  const others = asText || !editor.companions ? [] : await editor.companions().catch(() => []);
  const address = new URL(releaseLink.href);
  address.searchParams.set('brouillons', [id, ...others].join(','));
  window.location.assign(address);
});

// leaving for another page of ours takes along what was just drawn
for (const link of document.querySelectorAll('.studio__tools a, .studio__back')) {
  link.addEventListener('click', async event => {
    if (!saver.dirty || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (await saver.now()) window.location.assign(link.href);
  });
}

// --- start

async function start() {
  let value = await content(`brouillon:${id}:${saver.revision}`);
  const kept = writable ? saver.kept() : null;
  if (kept && kept.content !== value) {
    tell('reprise', 'info', 'Ce navigateur avait gardé des modifications que le serveur n’avait pas : elles sont reprises.');
    value = kept.content;
    saver.revision = kept.revision;
    await showEditor(value);
    saver.changed();
    return;
  }
  saver.forget();
  await showEditor(value);
}

start().catch(failure => tell('ouverture', 'failure', failure.message));
window.modelEditor = { saver, get editor() { return editor; } };
