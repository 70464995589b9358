// The grid: a refused field says so to assistive technology, after each answer of the server.
(() => {
  'use strict';
  const mark = () => document.querySelectorAll('#grille .field__error[data-field]').forEach((error) => {
    const input = document.getElementById(error.dataset.field);
    if (!input) return;
    if (error.textContent.trim()) input.setAttribute('aria-invalid', 'true');
    else input.removeAttribute('aria-invalid');
  });
  document.addEventListener('htmx:afterSettle', mark);
})();
