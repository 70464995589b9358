/* Common to the four web apps: French, sign-out through our own sign-in, and a lost session that loses nothing. */
import { onAnswer } from './problems.js';
import { appName, appRoot, element, newTab, site } from './site.js';

document.documentElement.lang = 'fr';

/*
 * The web apps draw some texts before their locale has come, and then never again. They also keep it from one visit to
 * the next and show the old one after an update. So it is put where they keep it before they start.
 */
const locales = `${appRoot}/app/${appName}/locales/`;
try {
  const answer = await fetch(`${locales}fr.json`, { cache: 'no-cache' });
  if (answer.ok) {
    const kept = JSON.parse(localStorage.getItem('camunda-web') || '{}');
    kept[`${locales}_locales_data_fr_${window.bust}`] = await answer.text();
    localStorage.setItem('camunda-web', JSON.stringify(kept));
  }
} catch {
  // no storage, or no line: the web app asks for its locale itself
}

/* Sign-out: the sign-out form of our own pages carries the token that the server wants. */
async function signOut() {
  const answer = await fetch(site('/deconnexion'), { credentials: 'same-origin' });
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const form = page.querySelector('form[action$="/deconnexion"]');
  if (!form) {
    window.location.assign(site('/connexion'));
    return;
  }
  const own = element('form', { method: 'post', action: form.getAttribute('action'), hidden: true });
  for (const input of form.querySelectorAll('input[name]')) {
    own.append(element('input', { type: 'hidden', name: input.name, value: input.value }));
  }
  document.body.append(own);
  own.submit();
}

document.addEventListener('click', event => {
  if (!event.target.closest?.('.account .logout a')) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  signOut();
}, true);

/* The switch between web apps names them in English, whatever the language. */
const NAMES = { Tasklist: 'Tâches', Cockpit: 'Pilotage', Admin: 'Administration' };

new MutationObserver(() => {
  for (const link of document.querySelectorAll('.app-switch .dropdown-menu a')) {
    const name = NAMES[link.textContent.trim()];
    if (name) link.textContent = name;
  }
}).observe(document.body, { childList: true, subtree: true });

/* Lost session. */
let notice = null;

function sessionLost() {
  if (notice) return;
  document.body.classList.add('eq-session-lost');
  notice = element('div', { class: 'eq-session', role: 'alert' },
    element('p', {},
      element('strong', {}, 'Votre session a expiré.'),
      ' Ce que vous avez saisi reste sur cette page : ',
      newTab('/connexion', 'reconnectez-vous'),
      ', puis revenez ici et recommencez.'));
  document.body.append(notice);
}

function sessionBack() {
  if (!notice) return;
  notice.remove();
  notice = null;
  document.body.classList.remove('eq-session-lost');
}

onAnswer(({ url, status }) => {
  if (!url.includes(`${appRoot}/api/`)) return;
  if (status === 401) sessionLost();
  else if (status >= 200 && status < 400) sessionBack();
});

export default [];
