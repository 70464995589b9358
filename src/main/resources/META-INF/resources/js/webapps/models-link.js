/* Links to the models and to our administration in the header of Cockpit and Admin, for administrators: the others could not open it. */
import { appRoot, element, site } from './site.js';

const CSS = 'eq-models-link';

async function administrates() {
  const answer = await fetch(`${appRoot}/api/admin/auth/user/default`, { headers: { Accept: 'application/json' } });
  return answer.ok && (await answer.json()).authorizedApps?.includes('admin');
}

if (await administrates().catch(() => false)) {
  const place = () => {
    const account = document.querySelector('.navbar .account, header .account, .account.dropdown');
    if (!account || document.querySelector(`.${CSS}`)) return;
    account.before(
      element('li', { class: CSS }, element('a', { href: site('/modeles') }, 'Modèles')),
      element('li', {}, element('a', { href: site('/administration') }, 'Comptes et réglages'))
    );
  };
  place();
  new MutationObserver(place).observe(document.body, { childList: true, subtree: true });
}
