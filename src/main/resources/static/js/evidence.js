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

  // What was typed stays as long as one of the files was not joined; the files that were are not sent again.
  document.querySelectorAll('form.upload').forEach((form) => {
    form.addEventListener('submit', async (event) => {
      event.preventDefault();
      if (!form.reportValidity()) return;
      const button = form.querySelector('button[type="submit"]');
      const list = form.querySelector('.uploads');
      const input = form.elements.fichier;
      button.disabled = true;
      list.replaceChildren();
      const left = new DataTransfer();
      for (const file of [...input.files]) {
        if (!(await send(form, list, file))) left.items.add(file);
      }
      button.disabled = false;
      input.files = left.files;
      if (left.files.length === 0) window.location.assign(form.action);
    });
  });

  // files dropped anywhere on a field of files; a form that replaces takes one
  document.querySelectorAll('[data-drop]').forEach((zone) => {
    const input = zone.querySelector('input[type="file"]');
    zone.classList.add('drop--ready');
    zone.querySelector('[data-drop-hint]')?.removeAttribute('hidden');
    const over = (on) => (event) => {
      event.preventDefault();
      zone.classList.toggle('drop--over', on);
    };
    zone.addEventListener('dragenter', over(true));
    zone.addEventListener('dragover', over(true));
    zone.addEventListener('dragleave', over(false));
    zone.addEventListener('drop', (event) => {
      over(false)(event);
      const dropped = new DataTransfer();
      [...(event.dataTransfer?.files || [])].slice(0, input.multiple ? undefined : 1).forEach((file) => dropped.items.add(file));
      if (dropped.files.length > 0) input.files = dropped.files;
    });
  });
})();
