/* The most urgent task first, until people choose another order: Tasklist itself would put the newest first. */
const SORTING = JSON.stringify([{ sortBy: 'dueDate', sortOrder: 'asc' }]);

function withOrder(hash) {
  const [path, query = ''] = hash.replace(/^#/, '').split('?');
  const parameters = new URLSearchParams(query);
  if ((path !== '' && path !== '/') || parameters.has('sorting')) return hash;
  parameters.set('sorting', SORTING);
  return `#/?${parameters}`;
}

window.history.replaceState(window.history.state, '', withOrder(window.location.hash));

document.addEventListener('click', event => {
  const link = event.target.closest?.('a.navbar-brand');
  if (!link) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  window.location.hash = withOrder('#/');
}, true);
