// Small behaviours shared by all pages. No inline handlers: everything is found by data attributes.
(() => {
  'use strict';
  const meta = (name) => document.querySelector(`meta[name="${name}"]`)?.content;

  /** Header that Spring Security expects with every writing request. */
  window.csrfHeaders = () => {
    const token = meta('csrf-token');
    return token ? { [meta('csrf-header')]: token } : {};
  };

  document.addEventListener('htmx:configRequest', (event) => {
    if (event.detail.verb !== 'get') Object.assign(event.detail.headers, window.csrfHeaders());
  });

  // <form data-confirm="Phrase ?"> asks before it is sent
  document.addEventListener('submit', (event) => {
    const sentence = event.target.dataset?.confirm;
    if (sentence && !window.confirm(sentence)) event.preventDefault();
  });

  // <button data-print> prints the page
  document.addEventListener('click', (event) => {
    if (event.target.closest('[data-print]')) window.print();
  });

  // paper has no folds
  window.addEventListener('beforeprint', () => document.querySelectorAll('details').forEach((details) => { details.open = true; }));

  // an error summary takes the focus, so that a screen reader says it first
  document.addEventListener('DOMContentLoaded', () => document.querySelector('[data-focus]')?.focus());
})();
