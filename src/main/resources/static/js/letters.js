// What people type is kept while they type: on the server after a second, and in the tab until the server has it. A text that
// somebody else changed meanwhile is never overwritten. Fields are found by data-keep, the address that keeps them.
(() => {
  'use strict';
  const DELAY = 1000;
  const TYPING = 'Saisie en cours…';
  const timers = new Map();
  const saving = new Map();

  const slot = (field) => `letters ${field.dataset.keep}`;
  const formOf = (field) => field.closest('form');
  const stateOf = (field) => formOf(field).querySelector('[data-state]');
  const seenOf = (field) => formOf(field).querySelector('input[name="vue"]');

  const store = (use) => {
    try {
      return use(window.sessionStorage);
    } catch {
      return null; // storage refused or full: the server still keeps
    }
  };

  const say = (field, sentence, bad = false) => {
    const state = stateOf(field);
    if (!state) return;
    state.textContent = sentence;
    state.classList.toggle('bad', bad);
  };

  const save = (field, options = {}) => {
    clearTimeout(timers.get(field));
    timers.delete(field);
    const typed = field.value;
    if (typed === field.dataset.kept) {
      store((s) => s.removeItem(slot(field)));
      if (stateOf(field)?.textContent === TYPING) say(field, '');
      return saving.get(field) || Promise.resolve();
    }
    const run = (saving.get(field) || Promise.resolve()).then(async () => {
      const data = new URLSearchParams(new FormData(formOf(field)));
      data.set(field.name, typed);
      data.delete('_csrf');
      try {
        const answer = await fetch(field.dataset.keep, {
          method: 'POST',
          body: data,
          headers: { Accept: 'application/json', 'X-Requested-With': 'XMLHttpRequest', ...window.csrfHeaders() },
          credentials: 'same-origin',
          redirect: 'manual',
          ...options
        });
        if (answer.status === 409) {
          say(field, (await answer.json()).detail, true);
          return;
        }
        if (!answer.ok) throw new Error(String(answer.status));
        const kept = await answer.json();
        if (kept.aside) {
          // both texts are on the server: the page shows them
          store((s) => s.removeItem(slot(field)));
          window.location.reload();
          return;
        }
        field.dataset.kept = typed;
        const seen = seenOf(field);
        if (seen) seen.value = kept.revision;
        if (field.value === typed) store((s) => s.removeItem(slot(field)));
        if (formOf(field).isConnected) say(field, kept.message);
        count();
      } catch {
        say(field, 'Pas encore enregistré : vérifiez votre connexion ou reconnectez-vous. Votre texte reste dans cet onglet.', true);
      }
    });
    saving.set(field, run);
    return run;
  };

  const remember = (field) =>
    store((s) => s.setItem(slot(field), JSON.stringify({ text: field.value, seen: seenOf(field)?.value ?? null })));

  document.addEventListener('input', (event) => {
    const field = event.target;
    if (!field.dataset?.keep) return;
    remember(field);
    const left = field.dataset.limit ? Number(field.dataset.limit) - [...field.value].length : 0;
    say(field, left < 0 ? `${-left} caractères de trop.` : TYPING, left < 0);
    clearTimeout(timers.get(field));
    timers.set(field, setTimeout(() => save(field), DELAY));
  });

  const flush = () => timers.forEach((timer, field) => save(field, { keepalive: true }));
  document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && flush());
  window.addEventListener('pagehide', flush);

  /** Resolves when the server has everything that was typed, as far as it can be reached. */
  window.keepTyped = () => Promise.all([...document.querySelectorAll('[data-keep]')].map((field) => save(field)));

  // « Enregistrer » keeps at once, without leaving the page
  document.addEventListener('submit', (event) => {
    const form = event.target;
    const field = form.querySelector('[data-keep]');
    if (form.matches('[data-kept-form]') && field) {
      event.preventDefault();
      field.dataset.kept = undefined;
      save(field);
    } else if (form.matches('[data-letter]') && field) {
      clearTimeout(timers.get(field));
      timers.delete(field);
    }
  });

  // a letter: sent by htmx, which leaves the page as it is when that fails
  document.addEventListener('htmx:afterRequest', (event) => {
    const form = event.detail.elt;
    if (!form.matches?.('[data-letter]')) return;
    const field = form.querySelector('[data-keep]');
    if (event.detail.successful) store((s) => s.removeItem(slot(field)));
    else say(field, 'L’envoi n’a pas abouti : votre texte est conservé. Réessayez, ou reconnectez-vous.', true);
  });

  // how many points have an answer, and whether all may be sent
  const count = () => {
    document.querySelectorAll('[data-answered]').forEach((sentence) => {
      const fields = [...sentence.closest('section').querySelectorAll('[data-answer]')];
      const done = fields.filter((field) => field.value.trim()).length;
      sentence.textContent = `${done} sur ${fields.length} ${done < 2 ? 'a une réponse' : 'ont une réponse'}.`;
    });
  };

  // texts to insert where the cursor is
  document.querySelectorAll('[data-picker]').forEach((picker) => { picker.hidden = false; });
  document.addEventListener('htmx:afterSwap', () => {
    document.querySelectorAll('[data-picker]').forEach((picker) => { picker.hidden = false; });
    document.querySelectorAll('[data-keep]').forEach((field) => { field.dataset.kept ??= field.value; });
  });
  document.addEventListener('click', (event) => {
    const picker = event.target.closest('[data-picker] button')?.closest('[data-picker]');
    if (!picker) return;
    const field = document.getElementById(picker.dataset.target);
    const text = picker.querySelector('select').value;
    if (!field || !text) return;
    const before = field.value.slice(0, field.selectionStart);
    const gap = before && !before.endsWith('\n') ? '\n' : '';
    field.setRangeText(gap + text, field.selectionStart, field.selectionEnd, 'end');
    field.focus();
    field.dispatchEvent(new Event('input', { bubbles: true }));
  });

  // a correction that begins with the present value
  document.querySelectorAll('[data-fill]').forEach((button) => {
    button.hidden = false;
    button.addEventListener('click', () => {
      const field = document.getElementById(button.dataset.fill);
      if (field.value.trim()) return;
      field.value = document.getElementById(button.dataset.from).textContent;
      field.focus();
      field.dispatchEvent(new Event('input', { bubbles: true }));
    });
  });

  // copy a text for a form of another application
  document.addEventListener('click', async (event) => {
    const button = event.target.closest('[data-copy]');
    if (!button) return;
    const source = document.getElementById(button.dataset.copy);
    const state = document.getElementById('copie');
    try {
      await navigator.clipboard.writeText(source.textContent);
      state.textContent = 'Le texte est copié : collez-le dans le formulaire.';
    } catch {
      window.getSelection().selectAllChildren(source);
      state.textContent = 'Le texte est sélectionné : copiez-le avec Ctrl et C.';
    }
  });

  // what this tab typed and the server does not have
  document.querySelectorAll('[data-keep]').forEach((field) => {
    field.dataset.kept = field.value;
    const kept = store((s) => JSON.parse(s.getItem(slot(field))));
    if (!kept) return;
    if (kept.text === field.value) {
      store((s) => s.removeItem(slot(field)));
      return;
    }
    const seen = seenOf(field);
    const shown = field.value;
    if (seen && kept.seen !== null && kept.seen !== seen.value && shown) {
      seen.value = kept.seen; // somebody typed meanwhile: the server keeps both
    }
    field.value = kept.text;
    save(field);
  });
  count();
})();
