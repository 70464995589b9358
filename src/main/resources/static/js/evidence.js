// Sends the chosen files one by one, each with its progress and its own answer. Without this script the form still works.
(() => {
  'use strict';
  const form = document.getElementById('ajout');
  if (!form) return;
  const list = document.getElementById('envois');
  const select = form.elements.engagement;
  const input = form.elements.fichier;

  document.addEventListener('click', (event) => {
    const link = event.target.closest('[data-commitment]');
    if (!link) return;
    event.preventDefault();
    select.value = link.dataset.commitment;
    form.scrollIntoView({ block: 'start' });
    input.focus();
  });

  const line = (name) => {
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
      progress: (percent) => { bar.value = percent; },
      done: (sentence, bad) => {
        bar.remove();
        text.textContent = sentence;
        item.className = bad ? 'bad' : 'ok';
      }
    };
  };

  const tooLarge = (name) => `Le fichier « ${name} » dépasse 20 Mo.`;

  const send = (file) => new Promise((resolve) => {
    const shown = line(file.name);
    const refuse = (sentence) => { shown.done(sentence, true); resolve(false); };
    if (file.size === 0) return refuse(`Le fichier « ${file.name} » est vide.`);
    if (file.size > Number(form.dataset.maximum)) return refuse(tooLarge(file.name));
    const data = new FormData();
    data.append('engagement', select.value);
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
        refuse(JSON.parse(request.responseText).detail);
      } catch {
        refuse(`« ${file.name} » n’a pas pu être joint : recommencez.`);
      }
    };
    request.send(data);
  });

  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (!form.reportValidity()) return;
    const button = form.querySelector('button[type="submit"]');
    button.disabled = true;
    list.replaceChildren();
    let all = true;
    for (const file of [...input.files]) all = (await send(file)) && all;
    button.disabled = false;
    input.value = '';
    if (all) window.location.assign(form.action);
  });
})();
