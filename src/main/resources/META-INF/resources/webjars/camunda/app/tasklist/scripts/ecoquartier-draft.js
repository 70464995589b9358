/*
 * Looking at the dossier must not empty the form: Tasklist draws the form again when its tab is left. Before anything
 * outside the form is clicked, what was typed is kept with Tasklist's own « Enregistrer » (in this browser, removed when
 * the task is completed, after seven days at the latest).
 */
document.addEventListener('click', event => {
  if (!event.isTrusted || !event.target.closest || event.target.closest('[tasklist-form]')) return;
  const save = document.querySelector('[tasklist-form] .form-actions button.btn-default');
  if (save && !save.disabled) save.click();
}, true);
