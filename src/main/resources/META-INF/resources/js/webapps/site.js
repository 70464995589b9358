/* Where the site and its engine API are, seen from a web app (Tasklist, Cockpit, Admin, Welcome). */
const base = document.querySelector('base');

export const appRoot = base.getAttribute('app-root');
export const appName = base.getAttribute('app-name');
export const siteRoot = appRoot.replace(/\/camunda$/, '');

const engine = new RegExp(`/app/${appName}/([^/#?]+)`).exec(window.location.pathname)?.[1] ?? 'default';
export const engineApi = `${base.getAttribute('engine-api')}engine/${engine}`;

export const site = path => siteRoot + path;

/** An element with its attributes and children; text is always text, never markup. */
export function element(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) node.setAttribute(key, value === true ? '' : value);
  }
  node.append(...children.filter(child => child !== null && child !== undefined));
  return node;
}

/** A link that opens in a new tab, so that what people type here stays. */
export const newTab = (path, text) =>
  element('a', { href: site(path), target: '_blank', rel: 'noopener' }, text,
    element('span', { class: 'sr-only' }, ' (nouvel onglet)'));
