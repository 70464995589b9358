/* Links to our own pages in Tasklist's header. */
import { element, site } from '../../../../js/webapps/site.js';

export default {
  id: 'ecoquartier-navigation',
  pluginPoint: 'tasklist.navbar.action',
  priority: 400,
  properties: { label: 'Navigation' },
  render(node) {
    node.className = 'eq-links';
    node.append(
      element('a', { href: site('/dossiers') }, 'Dossiers'),
      element('a', { href: site('/absence') }, 'Mon absence'),
      element('a', { href: site('/grille'), target: '_blank', rel: 'noopener' }, 'Grille ÉcoQuartier',
        element('span', { class: 'sr-only' }, ' (nouvel onglet)'))
    );
  }
};
