/* Saves a draft a few seconds after each change. What the server has not taken stays in this browser until it has. */
import { at, element, Failure, json, request, root, tell } from './page.js';

const WAIT = 3000;
const RETRY = 10000;

export class Saver {
  /**
   * @param {{ id: string, revision: number, savedAt: string, savedBy: string, state: HTMLElement, read: Function }} draft
   *   read() answers a promise of the content
   */
  constructor(draft) {
    Object.assign(this, draft);
    this.key = `ecoquartier-modele-${this.id}`;
    this.dirty = false;
    this.stopped = false;
    this.saving = null;
    this.say(`Enregistré ${at(this.savedAt)}`);
    window.addEventListener('beforeunload', event => {
      if (this.dirty) event.preventDefault();
    });
    document.addEventListener('keydown', event => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 's') {
        event.preventDefault();
        this.now();
      }
    });
  }

  say(text, bad = false) {
    this.state.textContent = text;
    this.state.classList.toggle('studio__state--bad', bad);
  }

  /** What this browser kept because the server had not taken it: { revision, content }, or null. */
  kept() {
    try {
      return JSON.parse(localStorage.getItem(this.key));
    } catch {
      return null;
    }
  }

  keep(content) {
    try {
      localStorage.setItem(this.key, JSON.stringify({ revision: this.revision, content }));
      return true;
    } catch {
      return false; // no room: the page itself still has it
    }
  }

  forget() {
    try {
      localStorage.removeItem(this.key);
    } catch {
      // nothing was kept
    }
  }

  /** To be called at each change. */
  changed() {
    if (this.stopped) return;
    this.dirty = true;
    this.say('Modifications à enregistrer…');
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.now(), WAIT);
  }

  /** Saves what is not saved; true when the server has everything. */
  async now() {
    clearTimeout(this.timer);
    if (this.saving) await this.saving;
    if (!this.dirty) return !this.stopped;
    if (this.stopped) return false;
    this.saving = this.save();
    try {
      return await this.saving;
    } finally {
      this.saving = null;
    }
  }

  async save() {
    let content;
    try {
      content = await this.read();
    } catch {
      this.say('Non enregistré : le modèle ne peut pas être lu', true);
      return false;
    }
    this.dirty = false;
    this.keep(content);
    this.say('Enregistrement…');
    try {
      const response = await request(`/api/modelling/drafts/${this.id}?revision=${this.revision}`, {
        method: 'PUT', body: content, headers: { 'Content-Type': 'text/plain; charset=UTF-8' }
      });
      const saved = await response.json();
      this.revision = saved.revision;
      this.forget();
      tell('enregistrement', 'warning', '');
      if (!this.dirty) this.say(`Enregistré ${at(saved.savedAt)}`);
      return true;
    } catch (failure) {
      this.dirty = true;
      this.failed(failure instanceof Failure ? failure : new Failure(0, failure.message), content);
      return false;
    }
  }

  failed(failure, content) {
    if (failure.status === 409) {
      this.conflict(failure, content);
    } else if (failure.status === 401) {
      this.say('Non enregistré : session expirée', true);
      tell('enregistrement', 'warning',
        'Votre session a expiré. Rien n’est perdu : ce que vous avez dessiné est gardé dans ce navigateur et sera enregistré dès que vous serez connecté de nouveau.',
        element('p', { class: 'actions' },
          element('a', { class: 'button button--small', href: `${root}/connexion`, target: '_blank', rel: 'opener' }, 'Se connecter (nouvel onglet)')));
      this.timer = setTimeout(() => this.now(), RETRY);
    } else if (failure.status === 413 || failure.status === 422) {
      this.say('Non enregistré', true);
      tell('enregistrement', 'failure', failure.message);
    } else {
      this.say('Non enregistré : nouvel essai dans un instant', true);
      tell('enregistrement', 'warning', `${failure.message} Ce que vous avez dessiné est gardé dans ce navigateur.`);
      this.timer = setTimeout(() => this.now(), RETRY);
    }
  }

  /** Somebody was faster: both contents are kept on the server, nothing is overwritten. */
  conflict(failure, content) {
    const { aside, changedBy, changedAt, state } = failure.problem;
    this.stopped = true;
    this.dirty = false;
    this.keep(content);
    this.say('Non enregistré : brouillon modifié entre-temps', true);
    tell('enregistrement', 'warning',
      `${failure.message}${state === 'OPEN' ? ` Dernier enregistrement : ${changedBy}, ${at(changedAt)}.` : ''}`,
      element('p', { class: 'actions' },
        element('a', {
          class: 'button button--small button--secondary', target: '_blank',
          href: `${root}/modeles/differences?avant=brouillon:${this.id}&apres=saisie:${aside}`
        }, 'Comparer les deux'),
        element('button', { type: 'button', class: 'button button--small', onclick: () => this.branch(aside) },
          'Continuer dans un nouveau brouillon'),
        element('button', { type: 'button', class: 'button button--small button--quiet', onclick: () => this.reload() },
          'Reprendre le brouillon enregistré')));
  }

  /** Goes on in a draft of one's own, with everything that was drawn since. */
  async branch(aside) {
    try {
      const created = await (await request(`/api/modelling/asides/${aside}/draft`, { method: 'POST' })).json();
      await request(`/api/modelling/drafts/${created.id}?revision=${created.revision}`, {
        method: 'PUT', body: await this.read(), headers: { 'Content-Type': 'text/plain; charset=UTF-8' }
      });
      this.forget();
      window.location.assign(`${root}/modeles/brouillons/${created.id}`);
    } catch (failure) {
      tell('suite', 'failure', failure.message);
    }
  }

  reload() {
    this.forget();
    window.location.reload();
  }

  rename(title) {
    return json('PUT', `/api/modelling/drafts/${this.id}/title`, { title });
  }
}
