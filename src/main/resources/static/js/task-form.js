// The form of a task, shown by the viewer that Tasklist uses. Drafts are kept while people type; what the server refuses
// is said at its field and in a summary, and what was typed stays.
(async () => {
  'use strict';
  const root = document.querySelector('[data-task]');
  if (!root) return;
  const address = root.dataset.task;
  const host = document.getElementById('formulaire');
  const summary = document.getElementById('erreurs');
  const state = document.getElementById('etat-brouillon');
  const loading = document.getElementById('chargement');
  const bar = root.querySelector('.form-bar');
  const sendButton = root.querySelector('[data-send]');

  const call = (path, method, body, options = {}) =>
    fetch(address + path, {
      method,
      headers: { Accept: 'application/json', 'Content-Type': 'application/json', ...window.csrfHeaders() },
      body: body === undefined ? undefined : JSON.stringify(body),
      credentials: 'same-origin',
      redirect: 'manual',
      ...options
    });

  let content;
  try {
    const answer = await call('/formulaire', 'GET');
    if (!answer.ok) throw new Error(String(answer.status));
    content = await answer.json();
  } catch {
    loading.textContent = 'Le formulaire n’a pas pu être chargé. Rechargez la page ; si cela continue, revenez à votre espace.';
    return;
  }
  const form = new window.FormViewer.Form({ container: host });
  await form.importSchema(content.schema, content.data);
  loading.hidden = true;
  host.hidden = false;
  bar.hidden = false;

  // a wide table scrolls inside its text: the keyboard must reach it
  const reachable = () => host.querySelectorAll('.fjs-form-field-text').forEach((text) => {
    if (text.querySelector('table')) text.tabIndex = 0;
  });

  const fields = () => form.get('formFieldRegistry').getAll();
  const fieldOf = (key) => fields().find((field) => field.key === key) || fields().find((field) => field.id === key);
  const values = () => form._getSubmitData();

  // drafts

  let sent = false;
  let kept;
  let timer;
  let saving = Promise.resolve();

  const save = (options) => {
    clearTimeout(timer);
    const typed = values();
    const text = JSON.stringify(typed);
    if (sent || kept === undefined || text === kept) return saving;
    state.textContent = 'Enregistrement…';
    saving = saving.then(async () => {
      try {
        const answer = await call('/brouillon', 'PUT', typed, options);
        if (!answer.ok) throw new Error(String(answer.status));
        kept = text;
        state.textContent = (await answer.json()).message;
        state.classList.remove('bad');
      } catch {
        state.textContent = 'Le brouillon n’est pas enregistré : vérifiez votre connexion ou reconnectez-vous.';
        state.classList.add('bad');
      }
    });
    return saving;
  };

  // the fields are there once form-js has drawn them
  requestAnimationFrame(() => requestAnimationFrame(() => { kept = JSON.stringify(values()); reachable(); }));

  form.on('changed', () => {
    clearTimeout(timer);
    timer = setTimeout(save, 1500);
  });
  root.querySelector('[data-save]').addEventListener('click', async () => {
    kept = '';
    await save();
  });
  document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && save({ keepalive: true }));
  window.addEventListener('pagehide', () => save({ keepalive: true }));

  // what is wrong

  const inputOf = (field) => {
    const id = field && host.querySelector(`[id^="fjs-form-"][id$="-${CSS.escape(field.id)}"], [id*="-${CSS.escape(field.id)}-"]`);
    return id || null;
  };

  const plain = (text) => String(text || '').replace(/\s*\*$/, '');

  const showErrors = (title, problems) => {
    summary.querySelector('h2').textContent = title;
    const list = summary.querySelector('ul');
    list.replaceChildren();
    for (const problem of problems) {
      const item = document.createElement('li');
      const field = problem.field && fieldOf(problem.field);
      const input = inputOf(field);
      const label = problem.label || plain(field && field.label);
      const sentence = label && !problem.message.includes(label) ? `${label} : ${problem.message}` : problem.message;
      if (input) {
        const link = document.createElement('a');
        link.href = `#${input.id}`;
        link.textContent = sentence;
        link.addEventListener('click', (event) => {
          event.preventDefault();
          (input.matches('input, textarea, select, button') ? input : input.querySelector('input, textarea, select') || input).focus();
        });
        item.append(link);
      } else {
        item.textContent = sentence;
      }
      list.append(item);
    }
    summary.hidden = false;
    summary.focus();
    summary.scrollIntoView({ block: 'start' });
  };

  const flatten = (errors) => (Array.isArray(errors) ? errors : Object.values(errors || {}).flatMap(flatten));

  const localProblems = (errors) =>
    Object.entries(errors)
      .map(([id, messages]) => {
        const field = form.get('formFieldRegistry').get(id);
        const shown = inputOf(field)?.closest('.fjs-form-field')?.querySelector('.fjs-form-field-error')?.textContent;
        return { field: field?.key || id, label: plain(field?.label), message: shown || flatten(messages)[0] || '' };
      })
      .filter((problem) => problem.message);

  const serverProblems = (problem) => {
    const errors = problem.errors || [];
    const atFields = {};
    for (const error of errors) {
      const field = fieldOf(error.field);
      if (field) atFields[field.id] = [error.message];
    }
    form._setState({ errors: atFields });
    return errors.length ? errors : [{ message: problem.detail || problem.title }];
  };

  sendButton.addEventListener('click', async () => {
    const { data, errors } = form.submit();
    if (Object.keys(errors).length) {
      // two frames: let form-js write its messages, and the translation pass over them
      requestAnimationFrame(() => requestAnimationFrame(() =>
        showErrors('Le formulaire n’est pas encore envoyé : corrigez ces champs', localProblems(errors))));
      return;
    }
    sendButton.disabled = true;
    clearTimeout(timer);
    await saving;
    await window.keepTyped?.(); // the answers to the points of a request, beside the form
    try {
      const answer = await call('', 'POST', data);
      if (answer.ok) {
        sent = true;
        window.location.assign((await answer.json()).next);
        return;
      }
      if (answer.status === 401 || answer.type === 'opaqueredirect') {
        showErrors('Votre session a expiré', [{ message: 'Votre brouillon est conservé : reconnectez-vous, puis reprenez.' }]);
      } else {
        const problem = await answer.json().catch(() => ({ detail: 'L’envoi n’a pas abouti : réessayez dans un instant.' }));
        showErrors('Le formulaire n’a pas été accepté', serverProblems(problem));
      }
    } catch {
      showErrors('L’envoi n’a pas abouti', [{ message: 'Vérifiez votre connexion, puis envoyez de nouveau : vos saisies sont toujours là.' }]);
    }
    sendButton.disabled = false;
  });
})();
