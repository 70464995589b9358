// The editor of a draft. What is typed is kept in the tab until the server has it: leaving asks first, and a lost session loses nothing.
(() => {
  'use strict';
  const PREFIX = 'brouillon:';
  const SKIPPED = ['_csrf', 'operation'];

  const draft = () => location.pathname.match(/^\/referentiel\/brouillons\/\d+/)?.[0];
  const key = () => PREFIX + location.pathname + location.search;
  const kept = (field) => field.name && !field.name.startsWith('exemple.') && !SKIPPED.includes(field.name);
  const fields = (form) => [...form.elements].filter(kept);
  const value = (field) => (field.type === 'checkbox' || field.type === 'radio' ? field.checked : field.value);
  const name = (field) => (field.type === 'radio' ? field.name + '=' + field.value : field.name);
  const read = (form) => Object.fromEntries(fields(form).map((field) => [name(field), value(field)]));

  const forget = () => Object.keys(sessionStorage)
    .filter((stored) => stored.startsWith(PREFIX + draft()))
    .forEach((stored) => sessionStorage.removeItem(stored));

  const restore = (form) => {
    const stored = JSON.parse(sessionStorage.getItem(key()) ?? 'null');
    if (!stored || JSON.stringify(stored) === JSON.stringify(read(form))) return false;
    fields(form).forEach((field) => {
      const old = stored[name(field)];
      if (old === undefined) return;
      if (typeof old === 'boolean') field.checked = old;
      else field.value = old;
    });
    return true;
  };

  document.addEventListener('DOMContentLoaded', () => {
    const outline = document.querySelector('.ref-outline');
    const current = outline?.querySelector('[aria-current]');
    if (current) outline.scrollTop += current.getBoundingClientRect().top - outline.getBoundingClientRect().top - outline.clientHeight / 3;

    // the server has it: as a revision, or beside the draft
    if (document.querySelector('.flash--success, [data-kept-aside]')) forget();
    const form = document.querySelector('form[data-guard]');
    if (!form) return;
    let dirty = restore(form);
    document.getElementById('saisie-retrouvee')?.toggleAttribute('hidden', !dirty);
    form.addEventListener('input', (event) => {
      if (!kept(event.target)) return;
      dirty = true;
      sessionStorage.setItem(key(), JSON.stringify(read(form)));
    });
    form.addEventListener('submit', () => { dirty = false; });
    window.addEventListener('beforeunload', (event) => { if (dirty) event.preventDefault(); });
    document.getElementById('saisie-oubliee')?.addEventListener('click', () => {
      dirty = false;
      sessionStorage.removeItem(key());
      location.reload();
    });
    // once its figures are in the fields, the operation is chosen no more
    document.addEventListener('htmx:afterRequest', () => {
      const operation = document.getElementById('operation');
      if (operation) operation.value = '';
    });
  });
})();
