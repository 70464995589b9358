/* A process diagram to look at, on our pages and in the web apps: elements can be marked and carry badges. */
const folder = new URL('../../vendor/camunda-bpmn-js/', import.meta.url);

let loading = null;

/** The viewer's script and style, once per page. */
function viewer() {
  loading ??= new Promise((resolve, reject) => {
    for (const file of ['assets/camunda-platform-navigated-viewer.css', '../../css/diagram.css']) {
      const style = document.createElement('link');
      style.rel = 'stylesheet';
      style.href = new URL(file, folder);
      document.head.append(style);
    }
    const script = document.createElement('script');
    script.src = new URL('camunda-platform-navigated-viewer.production.min.js', folder);
    script.onload = () => resolve(window.BpmnNavigatedViewer);
    script.onerror = () => reject(new Error('Le diagramme ne peut pas être affiché : rechargez la page.'));
    document.head.append(script);
  });
  return loading;
}

/**
 * Draws a BPMN file into a container that has a height.
 *
 * @param {HTMLElement} container
 * @param {string} xml
 * @returns {Promise<{bpmn: object, has: Function, mark: Function, unmark: Function, badge: Function, clear: Function,
 *   focus: Function, fit: Function, onClick: Function, destroy: Function}>} bpmn is the bpmn-js viewer itself
 */
export async function showDiagram(container, xml) {
  const Viewer = await viewer();
  container.classList.add('eq-diagram');
  const bpmn = new Viewer({ container });
  await bpmn.importXML(xml);
  const canvas = bpmn.get('canvas');
  const overlays = bpmn.get('overlays');
  const elements = bpmn.get('elementRegistry');
  const marked = new Set();
  const has = id => Boolean(elements.get(id));
  const fit = () => canvas.zoom('fit-viewport', 'auto');
  fit();

  return {
    bpmn,
    has,
    fit,

    /** Gives an element a CSS class: eq-passed, eq-current, eq-added, eq-removed, eq-changed, eq-error, eq-warning. */
    mark(id, css) {
      if (!has(id)) return;
      canvas.addMarker(id, css);
      marked.add([id, css]);
    },

    unmark(id, css) {
      if (has(id)) canvas.removeMarker(id, css);
    },

    /** A small text on an element; css: eq-badge-count, eq-badge-late, eq-badge-time, eq-badge-error; scale: { min, max } keeps it readable. */
    badge(id, text, { css = 'eq-badge-count', position = { top: -12, right: 14 }, title = '', scale } = {}) {
      if (!has(id)) return;
      const node = document.createElement('span');
      node.className = `eq-badge ${css}`;
      node.textContent = text;
      if (title) node.title = title;
      overlays.add(id, scale ? { position, html: node, scale } : { position, html: node });
    },

    /** Removes all marks and badges. */
    clear() {
      for (const [id, css] of marked) canvas.removeMarker(id, css);
      marked.clear();
      overlays.clear();
    },

    /** Brings an element to the middle. */
    focus(id) {
      if (has(id)) canvas.scrollToElement(id, 120);
    },

    /** Calls listener(element id, business object) when an element is clicked. */
    onClick(listener) {
      bpmn.get('eventBus').on('element.click', event => listener(event.element.id, event.element.businessObject));
    },

    destroy: () => bpmn.destroy()
  };
}
