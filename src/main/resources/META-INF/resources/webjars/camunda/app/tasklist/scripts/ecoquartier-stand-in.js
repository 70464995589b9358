/* « Prendre pour le compte de … »: beside a task that somebody absent holds and for whom the reader stands in. */
import { element, engineApi, site } from '../../../../js/webapps/site.js';

const forgery = () => /(?:^|; )XSRF-TOKEN=([^;]+)/.exec(document.cookie)?.[1] ?? '';

/** The absent person's name when the reader may take the task on their account, and why not otherwise. */
async function standing(taskId) {
  const answer = await fetch(site(`/absence/taches/${encodeURIComponent(taskId)}`), {
    credentials: 'same-origin',
    headers: { Accept: 'application/json' }
  });
  return answer.ok ? answer.json() : {};
}

const claim = (taskId, userId) => fetch(`${engineApi}/task/${encodeURIComponent(taskId)}/claim`, {
  method: 'POST',
  credentials: 'same-origin',
  headers: { Accept: 'application/json', 'Content-Type': 'application/json', 'X-XSRF-TOKEN': decodeURIComponent(forgery()) },
  body: JSON.stringify({ userId })
});

export default {
  id: 'ecoquartier-stand-in',
  pluginPoint: 'tasklist.task.action',
  priority: 500,
  properties: { label: 'Suppléance' },
  render(node, _, scope) {
    node.className = 'eq-stand-in';
    let shown = null;

    async function show(task) {
      const me = scope.$root.authentication?.name;
      const key = task ? `${task.id} ${task.assignee}` : null;
      if (key === shown) return;
      shown = key;
      node.replaceChildren();
      if (!task?.assignee || task.assignee === me) return;
      const { absent, refusal } = await standing(task.id).catch(() => ({}));
      if (!absent || shown !== key) return;
      if (refusal) {
        node.append(element('span', { role: 'status' }, refusal));
        return;
      }
      const button = element('button', { type: 'button', class: 'btn btn-link' }, `Prendre pour le compte de ${absent}`);
      button.addEventListener('click', async () => {
        button.disabled = true;
        const answer = await claim(task.id, me).catch(() => null);
        if (answer?.ok) {
          scope.taskData.changed('task');
          scope.$root.$broadcast('refresh');
          return;
        }
        const problem = await answer?.json().catch(() => null);
        shown = null;
        node.replaceChildren(element('span', { role: 'alert' },
          problem?.detail ?? 'La tâche n’a pas pu être prise. Recommencez dans un instant.'));
      });
      node.append(button);
    }

    scope.taskData.newChild(scope).observe('task', show);
  }
};
