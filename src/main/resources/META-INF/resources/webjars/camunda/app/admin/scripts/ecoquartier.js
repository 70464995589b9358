/* Admin puts the kind before the word, as English does: « Tâche Autorisations ». */
import '../../../../js/webapps/common.js';
import '../../../../js/webapps/models-link.js';

const HEADING = /^(.+) Autorisations$/;

new MutationObserver(() => {
  // the text node stays: Angular writes into it again when another kind is chosen
  const text = document.querySelector('.section-content header h3')?.firstChild;
  const match = text && HEADING.exec(text.textContent.trim());
  if (match) text.textContent = `Autorisations : ${match[1]}`;
}).observe(document.body, { childList: true, subtree: true, characterData: true });

export default [];
