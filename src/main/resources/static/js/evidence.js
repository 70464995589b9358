// Sends the chosen files one by one, each with its progress and its own answer. Without this script the forms still work.
(() => {
  'use strict';
  const main = document.getElementById('ajout');

  document.addEventListener('click', (event) => {
    const link = event.target.closest('[data-commitment]');
    if (!link || !main) return;
    event.preventDefault();
    main.elements.engagement.value = link.dataset.commitment;
    main.scrollIntoView({ block: 'start' });
    main.elements.fichier.focus();
  });

  const line = (list, name) => {
    const item = document.createElement('li');
    const text = document.createElement('span');
    const bar = document.createElement('progress');
    text.textContent = name;
    bar.max = 100;
    bar.value = 0;
    bar.setAttribute('aria-label', `Envoi de ${name}`);
    item.append(text, bar);
    list.append(item);
    return {
      progress: (percent) => {
        bar.value = percent;
        if (percent === 100) text.textContent = `${name} – vérification…`;
      },
      done: (sentence, bad) => {
        bar.remove();
        text.textContent = sentence;
        item.className = bad ? 'bad' : 'ok';
      }
    };
  };

  const tooLarge = (name) => `Le fichier « ${name} » dépasse 20 Mo.`;

  const send = (form, list, file) => new Promise((resolve) => {
    const shown = line(list, file.name);
    const refuse = (sentence) => { shown.done(sentence, true); resolve(false); };
    if (file.size === 0) return refuse(`Le fichier « ${file.name} » est vide.`);
    if (file.size > Number(form.dataset.maximum)) return refuse(tooLarge(file.name));
    const data = new FormData();
    ['engagement', 'preuve', 'remplace'].forEach((name) => form.elements[name] && data.append(name, form.elements[name].value));
    data.append('fichier', file);
    const request = new XMLHttpRequest();
    request.open('POST', form.action);
    request.setRequestHeader('Accept', 'application/json');
    request.setRequestHeader('X-Requested-With', 'XMLHttpRequest');
    Object.entries(window.csrfHeaders()).forEach(([name, value]) => request.setRequestHeader(name, value));
    request.upload.onprogress = (event) => event.lengthComputable && shown.progress((100 * event.loaded) / event.total);
    request.onerror = () => refuse(`« ${file.name} » n’est pas arrivé : vérifiez votre connexion, puis recommencez.`);
    request.onload = () => {
      if (request.status === 201) {
        shown.done(`« ${file.name} » est joint.`, false);
        return resolve(true);
      }
      if (request.status === 413) return refuse(tooLarge(file.name));
      if (request.status === 401 || request.status === 403 || request.responseURL.includes('/connexion')) return refuse('Votre session a expiré : reconnectez-vous, puis recommencez.');
      try {
        refuse(JSON.parse(request.responseText).detail || `« ${file.name} » n’a pas pu être joint : recommencez.`);
      } catch {
        refuse(`« ${file.name} » n’a pas pu être joint : recommencez.`);
      }
    };
    request.send(data);
  });

  // the list of what is joined as it now stands; what is being typed above it is left alone
  const refresh = async () => {
    const answer = await fetch(window.location.pathname, { headers: { Accept: 'text/html' } });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    ['jointes', 'avancement'].forEach((id) => {
      const [now, next] = [document.getElementById(id), page.getElementById(id)];
      if (now && next) now.replaceWith(document.adoptNode(next));
    });
    prepare();
  };

  // What was typed stays as long as one of the files was not joined; the files that were are not sent again.
  document.addEventListener('submit', async (event) => {
    const form = event.target;
    if (!form.matches('form.upload')) return;
    event.preventDefault();
    if (!form.reportValidity()) return;
    const button = form.querySelector('button[type="submit"]');
    const list = form.querySelector('.uploads');
    const input = form.elements.fichier;
    const files = [...input.files];
    button.disabled = true;
    list.replaceChildren();
    const left = new DataTransfer();
    for (const file of files) {
      if (!(await send(form, list, file))) left.items.add(file);
    }
    button.disabled = false;
    input.files = left.files;
    if (left.files.length === 0) window.location.assign(form.action);
    else if (left.files.length < files.length && form === main) refresh();
  });

  // files dropped anywhere on a field of files; a form that replaces takes one
  const zone = (event) => event.target.closest?.('[data-drop]');
  const over = (on) => (event) => {
    const field = zone(event);
    if (!field) return;
    event.preventDefault();
    field.classList.toggle('drop--over', on);
  };
  document.addEventListener('dragenter', over(true));
  document.addEventListener('dragover', over(true));
  document.addEventListener('dragleave', over(false));
  document.addEventListener('drop', (event) => {
    const field = zone(event);
    if (!field) return;
    over(false)(event);
    const input = field.querySelector('input[type="file"]');
    const dropped = new DataTransfer();
    [...(event.dataTransfer?.files || [])].slice(0, input.multiple ? undefined : 1).forEach((file) => dropped.items.add(file));
    if (dropped.files.length > 0) input.files = dropped.files;
  });

  const prepare = () => document.querySelectorAll('[data-drop]').forEach((field) => {
    field.classList.add('drop--ready');
    field.querySelector('[data-drop-hint]')?.removeAttribute('hidden');
  });
  prepare();
})();
