/*
 * Looking at the dossier must not empty the form: Tasklist draws the form again when its tab is left. Before a link, a
 * button or a task outside the form is followed, what was typed is kept with Tasklist's own « Enregistrer » (in this
 * browser, removed when the task is completed, after seven days at the latest).
 */
let touched = false;

const inForm = target => target.closest?.('[tasklist-form]');

for (const gesture of ['pointerdown', 'keydown']) {
  document.addEventListener(gesture, ({ target }) => {
    if (target.closest?.('.fjs-container') && !target.closest('.disabled-form')) touched = true;
  }, true);
}

document.addEventListener('click', event => {
  if (!touched || inForm(event.target) || !event.target.closest?.('a, button, li.task')) return;
  touched = false;
  const save = document.querySelector('[tasklist-form] .form-actions button.btn-default');
  if (save && !save.disabled) save.click();
}, true);
