// The editor of a draft: leaving with something unsaved asks first, and the outline shows where one is.
(() => {
  'use strict';
  document.addEventListener('DOMContentLoaded', () => {
    const form = document.querySelector('form[data-guard]');
    const outline = document.querySelector('.ref-outline');
    const current = outline?.querySelector('[aria-current]');
    if (current) outline.scrollTop += current.getBoundingClientRect().top - outline.getBoundingClientRect().top - outline.clientHeight / 3;
    if (!form) return;
    let dirty = false;
    form.addEventListener('input', (event) => {
      if (!event.target.name.startsWith('exemple.') && event.target.name !== 'operation') dirty = true;
    });
    form.addEventListener('submit', () => { dirty = false; });
    window.addEventListener('beforeunload', (event) => { if (dirty) event.preventDefault(); });
    // once its figures are in the fields, the operation is chosen no more
    document.addEventListener('htmx:afterRequest', () => {
      const operation = document.getElementById('operation');
      if (operation) operation.value = '';
    });
  });
})();
