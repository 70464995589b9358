/* Common to the four web apps: French, sign-out through our own sign-in, and a lost session that loses nothing. */
import { appRoot, element, newTab, site } from './site.js';
import { onAnswer } from './problems.js';

document.documentElement.lang = 'fr';

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
