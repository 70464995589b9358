/* The « Dossier » tab of a task: an extract of the dossier's page, beside the form. */
import { element, engineApi, newTab, site } from '../../../../js/webapps/site.js';

const json = async path => {
  const answer = await fetch(engineApi + path, {
    credentials: 'same-origin',
    headers: { Accept: 'application/json' }
  });
  return answer.ok ? answer.json() : null;
};

const variableOf = async (taskId, name) =>
  (await json(`/task/${encodeURIComponent(taskId)}/variables/${name}?deserializeValue=false`))?.value ?? null;

/** The dossier's reference: a variable of the process, and the business key of each of its instances. */
async function referenceOf(taskId) {
  const task = await json(`/task/${encodeURIComponent(taskId)}`);
  if (!task?.processInstanceId) return null;
  const instance = await json(`/process-instance/${encodeURIComponent(task.processInstanceId)}`);
  return instance?.businessKey ?? null;
}

let styles;

/** The extract's own style sheet: inside the shadow root it changes nothing around it. */
function extractStyles() {
  styles ??= fetch(site('/css/extract.css'))
    .then(answer => (answer.ok ? answer.text() : ''))
    .then(css => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
      return sheet;
    });
  return styles;
}

const OWN_STYLE = ':host { display: block; color: #1b2420; font-size: 14px; line-height: 1.45; }'
  + ' .notice { margin: 0; padding: 12px 16px; background: #e5eef7; border-left: 5px solid #1b4f80; border-radius: 6px; }'
  + ' .notice a { color: #17557f; }';

/** Markup of our own server, without anything that runs: the tab only shows. */
function harmless(markup) {
  const page = new DOMParser().parseFromString(markup, 'text/html');
  page.querySelectorAll('script, style, link, iframe, object, embed, form, base, meta').forEach(node => node.remove());
  for (const node of page.querySelectorAll('*')) {
    for (const { name, value } of [...node.attributes]) {
      if (/^(on|hx-|data-hx-)/i.test(name) || (/^(href|src|action)$/i.test(name) && /^\s*javascript:/i.test(value))) {
        node.removeAttribute(name);
      }
    }
    if (node.localName === 'a' && node.getAttribute('href')?.startsWith('#') === false) {
      node.setAttribute('target', '_blank');
      node.setAttribute('rel', 'noopener');
    }
  }
  return [...page.body.childNodes];
}

function message(text, link) {
  return element('p', { class: 'notice', role: 'status' }, text, ...(link ? [' ', link] : []));
}

async function contentOf(taskId) {
  const own = await variableOf(taskId, 'reference');
  const campaign = own ? null : await variableOf(taskId, 'campaign');
  if (campaign) {
    return [message(`Cette tâche concerne la campagne ${campaign} dans son ensemble, et aucun dossier en particulier.`,
      newTab(`/campagnes/${encodeURIComponent(campaign)}`, 'Ouvrir la page de la campagne'))];
  }
  const reference = own ?? await referenceOf(taskId);
  if (!reference) return [message('Cette tâche n’est rattachée à aucun dossier.')];

  const address = `/dossiers/${encodeURIComponent(reference)}`;
  const answer = await fetch(site(`${address}/extrait`), {
    credentials: 'same-origin',
    redirect: 'manual',
    headers: { Accept: 'text/html' }
  });
  if (answer.ok) return harmless(await answer.text());
  if (answer.status === 403) return [message(`Vous n’avez pas accès au dossier ${reference}.`)];
  if (answer.status === 404) return [message(`Le dossier ${reference} est introuvable.`)];
  if (answer.status === 401 || answer.type === 'opaqueredirect') {
    return [message('Votre session a expiré.', newTab('/connexion', 'Se reconnecter'))];
  }
  return [message('Le dossier ne peut pas être affiché pour le moment.', newTab(address, 'Ouvrir sa page'))];
}

export default {
  id: 'ecoquartier-dossier',
  pluginPoint: 'tasklist.task.detail',
  priority: 900,
  properties: { label: 'Dossier' },
  async render(node, { taskId }) {
    node.className = 'eq-dossier';
    node.setAttribute('aria-busy', 'true');
    const root = node.attachShadow({ mode: 'open' });
    const own = new CSSStyleSheet();
    own.replaceSync(OWN_STYLE);
    root.adoptedStyleSheets = [own];
    root.append(message('Chargement du dossier…'));
    try {
      const [sheet, content] = await Promise.all([extractStyles(), contentOf(taskId)]);
      root.adoptedStyleSheets = [own, sheet];
      root.replaceChildren(...content);
    } catch {
      root.replaceChildren(message('Le dossier ne peut pas être affiché pour le moment. Recommencez dans un instant.'));
    } finally {
      node.removeAttribute('aria-busy');
    }
  }
};
