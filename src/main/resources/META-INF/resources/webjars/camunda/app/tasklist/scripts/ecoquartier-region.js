/* Above a task Tasklist shows the code of its tenant: people read the name of the region, « National » for a campaign. */
import { engineApi } from '../../../../js/webapps/site.js';

let names;

/** Names of the tenants that one belongs to, by code. */
const tenantNames = () => names ??= fetch(`${engineApi}/tenant?maxResults=100`, { credentials: 'same-origin' })
  .then(answer => (answer.ok ? answer.json() : []))
  .then(tenants => new Map(tenants.map(({ id, name }) => [id, name])))
  .catch(() => new Map());

// the text itself is changed, not the element: Tasklist writes the next task's code into the same node
new MutationObserver(async () => {
  const shown = document.querySelector('.task-card .tenant-id')?.firstChild;
  const code = shown?.data?.trim();
  if (!/^\d\d$/.test(code ?? '')) return;
  const name = (await tenantNames()).get(code);
  if (name && shown.data.trim() === code) shown.data = name;
}).observe(document.body, { childList: true, characterData: true, subtree: true });
