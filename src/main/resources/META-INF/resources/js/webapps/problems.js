/*
 * Between the web apps and the engine's API.
 *
 * What our server answers when it refuses (application/problem+json: title, detail, errors) reaches people as our own
 * sentence. The web apps know only the engine's {message}; here the sentence is given to them under that name, and
 * listeners get the whole problem.
 */
const listeners = [];
const requests = new WeakMap();
const problems = new WeakMap();

/** Calls listener({method, url, status, problem}) after each answer, problem being null when there is none. */
export const onAnswer = listener => listeners.push(listener);

/** Calls listener({method, url}) before each request. */
const beforeListeners = [];
export const onRequest = listener => beforeListeners.push(listener);

export function sentenceOf(problem) {
  if (problem.detail) return problem.detail;
  const [first] = problem.errors ?? [];
  return first ? first.message : (problem.title ?? '');
}

const request = XMLHttpRequest.prototype;
const nativeStatus = Object.getOwnPropertyDescriptor(request, 'status');
const nativeText = Object.getOwnPropertyDescriptor(request, 'responseText');
const nativeResponse = Object.getOwnPropertyDescriptor(request, 'response');
const nativeOpen = request.open;
const nativeSend = request.send;

const isText = xhr => xhr.responseType === '' || xhr.responseType === 'text';

function problemOf(xhr) {
  if (xhr.readyState !== XMLHttpRequest.DONE || !isText(xhr)) return null;
  if (problems.has(xhr)) return problems.get(xhr);
  let problem = null;
  if (nativeStatus.get.call(xhr) >= 400 && /problem\+json/.test(xhr.getResponseHeader('Content-Type') ?? '')) {
    try {
      problem = JSON.parse(nativeText.get.call(xhr));
    } catch {
      problem = null; // an answer cut short: the web app shows its own message
    }
  }
  problems.set(xhr, problem);
  return problem;
}

function withMessage(xhr, text) {
  const problem = problemOf(xhr);
  return problem === null ? text : JSON.stringify({ ...problem, message: sentenceOf(problem) });
}

Object.defineProperty(request, 'responseText', {
  ...nativeText,
  get() {
    return withMessage(this, nativeText.get.call(this));
  }
});
Object.defineProperty(request, 'response', {
  ...nativeResponse,
  get() {
    const response = nativeResponse.get.call(this);
    return isText(this) ? withMessage(this, response) : response;
  }
});

// A lost session must not throw people out of a half-filled form: the web apps leave the page on 401, not on 403.
Object.defineProperty(request, 'status', {
  ...nativeStatus,
  get() {
    const status = nativeStatus.get.call(this);
    return status === 401 ? 403 : status;
  }
});

/** The engine refuses lists without a limit, and some screens ask for such: they get its own limit. */
const LIMIT = 2000;

function limited(method, url) {
  if (method !== 'GET' || !/\/api\/engine\/engine\/[^/]+\//.test(url) || /[?&]maxResults=/.test(url)) return url;
  return `${url}${url.includes('?') ? '&' : '?'}maxResults=${LIMIT}`;
}

request.open = function (method, url, ...rest) {
  const verb = String(method).toUpperCase();
  const address = limited(verb, String(url));
  requests.set(this, { method: verb, url: address });
  return nativeOpen.call(this, method, address, ...rest);
};
request.send = function (...body) {
  const sent = requests.get(this);
  if (sent) {
    for (const listener of beforeListeners) listener(sent);
    this.addEventListener('loadend', () => {
      const answer = { ...sent, status: nativeStatus.get.call(this), problem: problemOf(this) };
      for (const listener of listeners) listener(answer);
    }, { once: true });
  }
  return nativeSend.apply(this, body);
};
