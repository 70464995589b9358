/* The « Dossier » tab of a task: an extract of the dossier's page, beside the form. */
import { element, engineApi, newTab, site } from '../../../../js/webapps/site.js';

const json = async path => {
  const answer = await fetch(engineApi + path, {
    credentials: 'same-origin',
    headers: { Accept: 'application/json' }
  });
  return answer.ok ? answer.json() : null;
};

/** The dossier's reference: a variable of the process, and the business key of each of its instances. */
async function referenceOf(taskId) {
  const variable = await json(`/task/${encodeURIComponent(taskId)}/variables/reference?deserializeValue=false`);
  if (variable?.value) return variable.value;
  const task = await json(`/task/${encodeURIComponent(taskId)}`);
  if (!task?.processInstanceId) return null;
  const instance = await json(`/process-instance/${encodeURIComponent(task.processInstanceId)}`);
  return instance?.businessKey ?? null;
}

let styles;

/** Our pages' style sheet, made to work inside a shadow root of a page that has another root font size. */
function pageStyles() {
  styles ??= fetch(site('/css/app.css'))
    .then(answer => (answer.ok ? answer.text() : ''))
    .then(css => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(css
        .replace(/:root\b/g, ':host')
        .replace(/(^|[\s,}])html(?=[\s,{])/g, '$1:host')
        .replace(/(?<![\w.])(\d*\.?\d+)rem\b/g, (_, size) => `${Number(size) * 16}px`)
        .replace(/font:\s*100%/g, 'font: 15px'));
      return sheet;
    });
  return styles;
}

const OWN_STYLE = ':host { display: block; background: transparent; }'
  + ' .eq-extract-head { display: flex; justify-content: flex-end; margin: 0 0 12px; }';

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
  const reference = await referenceOf(taskId);
  if (!reference) return [message('Cette tâche n’est rattachée à aucun dossier.')];

  const address = `/dossiers/${encodeURIComponent(reference)}`;
  const answer = await fetch(site(`${address}/extrait`), {
    credentials: 'same-origin',
    redirect: 'manual',
    headers: { Accept: 'text/html' }
  });
  if (answer.ok) {
    return [
      element('p', { class: 'eq-extract-head' }, newTab(address, `Ouvrir le dossier ${reference} en entier`)),
      ...harmless(await answer.text())
    ];
  }
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
    root.append(message('Chargement du dossier…'));
    try {
      const [sheet, content] = await Promise.all([pageStyles(), contentOf(taskId)]);
      root.adoptedStyleSheets = [sheet, own];
      root.replaceChildren(...content);
    } catch {
      root.replaceChildren(message('Le dossier ne peut pas être affiché : le serveur ne répond pas.'));
    } finally {
      node.removeAttribute('aria-busy');
    }
  }
};
