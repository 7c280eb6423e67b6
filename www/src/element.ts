// <sso-preflight>: holds the state, runs the effects, renders the panels.
import { html, LitElement, unsafeCSS, type PropertyValues } from 'lit';
import { Checker, type Lane } from './checker';
import './copy-button';
import './editor/text-box';
import { allowEditor, type TextBox } from './editor/text-box';
import { loadExamples } from './examples';
import { InSight } from './in-sight';
import { ASK_BEFORE_SAVE, dialogs } from './panels/dialogs';
import { exampleNotice, examplesDialog } from './panels/examples';
import { explainDialog } from './panels/explain';
import { pageHead } from './panels/header';
import { setupSection } from './panels/setup';
import { tabBar, tabPanel } from './panels/tabs';
import { testSection } from './panels/test';
import { spokenMetadata, spokenVerdict } from './panels/verdict';
import { explain } from './rule-docs';
import { startWorker } from './start-worker';
import { asTold, guideRequest, initialState, isBusy, isChanged, refusal, type State } from './state';
import { BrowserStore, drafts, guideProgress, type SavedSettings, type SettingsStore } from './store';
import base from './styles/base.css?inline';
import contrast from './styles/contrast.css?inline';
import layout from './styles/layout.css?inline';
import panels from './styles/panels.css?inline';
import print from './styles/print.css?inline';
import setup from './styles/setup.css?inline';
import testing from './styles/testing.css?inline';
import tokens from './styles/tokens.css?inline';
import type { Input, Settings } from './types';
import { update, type Action } from './update';

/** While typing: long enough for a burst of keys, short enough to feel immediate. */
const TYPING_MS = 150;
const LARGE = 200_000;
const LARGE_DRAFT_MS = 1_000;
/** A page that comes back after this long checks again: certificates and responses age. */
const STALE_MS = 60_000;
const LANES: readonly Lane[] = ['setup', 'test'];

/**
 * The settings page.
 * @property store - keeps what is saved; the browser's storage unless the host sets another
 * @property settings - what the host fixes: policy, a profile, a clock skew
 * @property now - the clock
 * @fires sso-save - after saving; `detail` is what was saved
 * @fires sso-delete - after deleting: SSO is off
 */
export class SsoPreflight extends LitElement {
  static override styles = [tokens, base, layout, panels, setup, testing, contrast, print].map((text) => unsafeCSS(text));
  static override properties = {
    state: { state: true },
    store: { attribute: false },
    settings: { attribute: false },
    now: { attribute: false },
  };

  declare store: SettingsStore;
  declare settings: Settings;
  declare now: () => Date;

  declare private state: State;
  #checker: Checker | undefined;
  #timers: Partial<Record<Lane, ReturnType<typeof setTimeout>>> = {};
  #draftTimer: ReturnType<typeof setTimeout> | undefined;
  #saveWanted = false;
  #guideAsked = '';
  #unwatch: (() => void) | undefined;
  readonly #verdictInSight = new InSight();

  constructor() {
    super();
    this.store = new BrowserStore();
    this.settings = {};
    this.now = () => new Date();
    this.state = { ...initialState(new Date()), guideProgress: guideProgress.load() };
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#checker = new Checker(startWorker, (event) => this.#send({ kind: 'checker', event }));
    this.#checker.open();
    document.addEventListener('visibilitychange', this.#comeBack);
    window.addEventListener('pagehide', this.#keepDraft);
    window.addEventListener('beforeunload', this.#askToStay);
    this.addEventListener('dragover', this.#dragOver);
    this.addEventListener('drop', this.#drop);
    if (this.hasUpdated) this.#watchStore();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#keepDraft();
    this.#checker?.close();
    this.#checker = undefined;
    this.#verdictInSight.stop();
    document.removeEventListener('visibilitychange', this.#comeBack);
    window.removeEventListener('pagehide', this.#keepDraft);
    window.removeEventListener('beforeunload', this.#askToStay);
    this.removeEventListener('dragover', this.#dragOver);
    this.removeEventListener('drop', this.#drop);
    this.#unwatch?.();
    this.#unwatch = undefined;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('store')) {
      void this.#load();
      this.#watchStore();
    }
    if (changed.has('settings')) this.#send({ kind: 'host-settings', settings: this.settings });
    if (this.hasUpdated && (changed.has('settings') || changed.has('now'))) this.#schedule('setup', 'test');
  }

  protected override firstUpdated(): void {
    // After the first paint: the editor's code must not delay it.
    requestAnimationFrame(() => setTimeout(allowEditor));
  }

  protected override updated(_changed: PropertyValues): void {
    for (const dialog of this.renderRoot.querySelectorAll('dialog')) {
      const open = dialog.dataset['open'] === 'true';
      if (open && !dialog.open) dialog.showModal();
      if (!open && dialog.open) dialog.close();
    }
    const page = this.renderRoot.querySelector<HTMLElement>('.page');
    this.#verdictInSight.watch(this.renderRoot.querySelector('.verdict') ?? undefined, (inSight) => page?.toggleAttribute('data-verdict-in-sight', inSight));
    this.#askForGuide();
  }

  protected override render(): unknown {
    const { state } = this;
    const send = this.#send;
    const told = asTold(state);
    return html`<div class="page">
      ${pageHead(state)} ${exampleNotice(state, send)} ${tabBar(state, send)}
      ${tabPanel(state, 'setup', setupSection(state, {
        send,
        save: () => this.#save(),
        undo: () => void this.#undo(),
        cancel: () => this.#checker?.cancel('setup'),
      }))}
      ${tabPanel(state, 'test', testSection(state, send, () => this.#checker?.cancel('test')))}
      <p class="visually-hidden" role="status" id="spoken">${spokenVerdict(told)} ${spokenMetadata(told)}</p>
      ${dialogs(state, {
        cancel: () => send({ kind: 'dialog', dialog: 'none' }),
        confirmDelete: () => void this.#remove(),
        confirmReplace: () => this.#replace(),
      })}
      ${examplesDialog(state, send)} ${explainDialog(state, send)}
    </div>`;
  }

  readonly #send = (action: Action): void => {
    const before = this.state;
    this.state = update(before, action);
    if (this.state.tab === 'test' && before.tab !== 'test') this.#checker?.prepare();
    switch (action.kind) {
      case 'tab':
        this.#showTabs();
        break;
      case 'go':
        this.#focusOn(action.to);
        break;
      case 'show':
        this.#unfold(action.place.source === 'otherCapture' ? '#other-capture' : `#${action.place.source}`);
        break;
      case 'loaded':
      case 'removed':
      case 'reverted':
      case 'restored':
      case 'changed-elsewhere':
        this.#saveWanted = false;
        if (action.kind === 'reverted') this.#focusOn('#save');
        this.#schedule('setup', 'test');
        this.#keepDraftSoon();
        break;
      case 'edited':
        this.#saveWanted = false;
        this.#schedule('setup', 'test');
        this.#keepDraftSoon();
        break;
      case 'example-chosen':
      case 'example-left':
        this.#saveWanted = false;
        this.#focusOn(action.kind === 'example-chosen' ? '#leave-example' : `#${this.state.tab}-tab`);
        this.#schedule('setup', 'test');
        break;
      case 'capture-edited':
      case 'other-edited':
      case 'swapped':
      case 'message-chosen':
      case 'options':
        this.#schedule('test');
        break;
      case 'as-of':
        this.#schedule('test');
        // The answer is up there, and the button that was pressed may be gone.
        this.#focusOn('#verdict-title');
        break;
      case 'check-again':
        this.#schedule(action.lane);
        break;
      case 'guide-progress':
      case 'part-ticked':
        guideProgress.keep(this.state.guideProgress);
        if (action.kind === 'part-ticked' && action.to !== undefined) this.#focusOn(action.to);
        if (this.state.guideProgress.vendor !== before.guideProgress.vendor) this.#focusOn('#guide-head, button.vendor');
        break;
      case 'dialog':
        if (action.dialog === 'examples') void this.#fetchExamples();
        break;
      case 'explain':
        void this.#explain(action.rule);
        break;
      case 'redact':
        this.#checker?.redact(this.#input('test'));
        break;
      case 'checker':
        if (action.event.kind === 'stopped' && action.event.lane === 'setup') this.#saveWanted = false;
        if (action.event.kind === 'report' && action.event.lane === 'setup' && this.#saveWanted) this.#decideSave();
        break;
      default:
    }
  };

  async #load(): Promise<void> {
    try {
      const saved = await this.store.load();
      this.#send({ kind: 'loaded', saved, draft: drafts.load() });
    } catch (error) {
      this.#send({ kind: 'loaded', saved: undefined, draft: drafts.load(), failure: reasonOf(error) });
    }
  }

  #schedule(...lanes: Lane[]): void {
    for (const lane of lanes) {
      clearTimeout(this.#timers[lane]);
      // An answer that comes before the next question is about an older text.
      this.#checker?.drop(lane);
      if ((lane === 'setup' ? this.state.draft.metadata : this.state.capture) === '') {
        this.#send({ kind: 'check-emptied', lane });
        continue;
      }
      this.#send({ kind: 'check-started', lane });
      this.#timers[lane] = setTimeout(() => this.#checker?.ask(lane, this.#input(lane)), TYPING_MS);
    }
  }

  #input(lane: Lane): Input {
    const { draft, capture, otherCapture, message, saved, options, asOf, example } = this.state;
    const varied: Settings = {
      requireSigned: options.requireSigned,
      ...(options.began === 'idp' ? { inResponseTo: null } : {}),
      ...(options.began === 'request' ? { inResponseTo: options.requestId.trim() } : {}),
      ...(options.privateKey.trim() === '' ? {} : { decryptionKey: options.privateKey, decryptionPassphrase: options.passphrase }),
      ...(message === undefined ? {} : { message }),
    };
    return {
      ...(draft.metadata === '' ? {} : { metadata: draft.metadata }),
      ...(lane === 'test' ? { capture } : {}),
      ...(lane === 'test' && otherCapture !== '' ? { otherCapture } : {}),
      ...(saved === undefined || saved.metadata === draft.metadata || example !== undefined ? {} : { savedMetadata: saved.metadata }),
      now: lane === 'test' && asOf !== undefined ? asOf : this.now().toISOString(),
      settings: {
        ...(lane === 'test' ? varied : {}),
        ...this.settings,
        entityId: draft.entityId.trim(),
        accountId: draft.accountId.trim(),
        ...(draft.entity === undefined ? {} : { entity: draft.entity }),
      },
    };
  }

  #save(): void {
    const { saved, lanes, save, example } = this.state;
    if (save.phase === 'saving' || save.phase === 'removing' || example !== undefined) return;
    if (saved !== undefined && !isChanged(this.state)) return;
    const reason = refusal(this.state);
    if (reason !== undefined) {
      this.#send({ kind: 'save-refused', reason });
    } else if (lanes.setup.phase === 'checking' || this.#isStale('setup')) {
      // Nothing is saved on the word of a check that is long past.
      if (lanes.setup.phase !== 'checking') this.#schedule('setup');
      this.#saveWanted = true;
      this.#send({ kind: 'save-checking' });
    } else {
      this.#decideSave();
    }
  }

  #decideSave(): void {
    this.#saveWanted = false;
    const reason = refusal(this.state);
    if (reason !== undefined) {
      this.#send({ kind: 'save-refused', reason });
    } else if (this.state.lanes.setup.report?.findings.some((f) => ASK_BEFORE_SAVE.has(f.rule)) ?? false) {
      this.#send({ kind: 'dialog', dialog: 'replace' });
    } else {
      void this.#store();
    }
  }

  /** What was asked about may have changed while the question stood. */
  #replace(): void {
    if (refusal(this.state) === undefined && !this.#isStale('setup')) return void this.#store();
    this.#send({ kind: 'dialog', dialog: 'none' });
    this.#save();
  }

  async #store(): Promise<void> {
    const { draft } = this.state;
    if (await this.#isOutdated()) return;
    const saved: SavedSettings = { ...draft, entityId: draft.entityId.trim(), accountId: draft.accountId.trim(), savedAt: this.now().toISOString() };
    this.#send({ kind: 'saving' });
    try {
      await this.store.save(saved);
    } catch (error) {
      this.#send({ kind: 'save-failed', reason: reasonOf(error) });
      return;
    }
    this.#send({ kind: 'saved', saved });
    this.#schedule('setup', 'test');
    this.#keepDraftSoon();
    this.dispatchEvent(new CustomEvent('sso-save', { detail: saved, bubbles: true, composed: true }));
  }

  async #remove(): Promise<void> {
    if (await this.#isOutdated()) return;
    this.#send({ kind: 'removing' });
    try {
      await this.store.remove();
    } catch (error) {
      this.#send({ kind: 'save-failed', reason: reasonOf(error) });
      return;
    }
    this.#send({ kind: 'removed' });
    this.#focusOn('.save-state button');
    this.dispatchEvent(new CustomEvent('sso-delete', { bubbles: true, composed: true }));
  }

  async #undo(): Promise<void> {
    const { save } = this.state;
    if (save.phase !== 'removed' || save.undo === undefined) return;
    const saved = { ...save.undo, savedAt: this.now().toISOString() };
    try {
      await this.store.save(saved);
    } catch (error) {
      this.#send({ kind: 'save-failed', reason: reasonOf(error) });
      return;
    }
    this.#send({ kind: 'restored', saved });
    this.#focusOn('#save-next');
    this.dispatchEvent(new CustomEvent('sso-save', { detail: saved, bubbles: true, composed: true }));
  }

  /** Whether somebody else changed what is saved since this page read it; then nothing is written over it unasked. */
  async #isOutdated(): Promise<boolean> {
    if (this.store.watch === undefined) return false;
    let current: SavedSettings | undefined;
    try {
      current = await this.store.load();
    } catch {
      // A store that cannot be read: the write itself will say what is wrong.
      return false;
    }
    if (current?.savedAt === this.state.saved?.savedAt) return false;
    this.#send({ kind: 'changed-elsewhere', saved: current, changed: true });
    this.#send({ kind: 'save-refused', reason: 'The settings were changed in another window. Look at what saving would change, then save again.' });
    return true;
  }

  #watchStore(): void {
    this.#unwatch?.();
    this.#unwatch = this.store.watch?.(() => void this.#lookElsewhere());
  }

  async #lookElsewhere(): Promise<void> {
    if (!this.state.loaded) return;
    const current = await this.store.load().catch(() => this.state.saved);
    if (current?.savedAt === this.state.saved?.savedAt) return;
    this.#send({ kind: 'changed-elsewhere', saved: current, changed: isChanged(this.state) });
  }

  /** Where the button that was pressed is gone, the focus goes on to what comes next. */
  #focusOn(selector: string): void {
    void this.updateComplete.then(() => this.#unfold(selector)?.focus());
  }

  /** What stands in a fold cannot be shown before the fold is open. */
  #unfold(selector: string): HTMLElement | null {
    const found = this.renderRoot.querySelector<HTMLElement>(selector);
    for (let fold = found?.closest('details'); fold != null; fold = fold.parentElement?.closest('details')) fold.open = true;
    return found;
  }

  /** Another tab begins at its top; the button at the foot that led there is gone. */
  #showTabs(): void {
    void this.updateComplete.then(() => {
      this.renderRoot.querySelector<HTMLElement>(`#${this.state.tab}-tab`)?.focus({ preventScroll: true });
      this.renderRoot.querySelector('.tabs')?.scrollIntoView({ block: 'nearest' });
    });
  }

  #askForGuide(): void {
    const request = guideRequest(this.state);
    const asked = request === undefined ? '' : JSON.stringify(request);
    if (asked === this.#guideAsked) return;
    this.#guideAsked = asked;
    if (request !== undefined) this.#checker?.guide(request);
  }

  async #fetchExamples(): Promise<void> {
    if (this.state.examples?.phase === 'there') return;
    this.#send({ kind: 'examples', examples: { phase: 'loading' } });
    try {
      this.#send({ kind: 'examples', examples: { phase: 'there', value: (await loadExamples()).samples } });
    } catch {
      this.#send({ kind: 'examples', examples: { phase: 'failed' } });
    }
  }

  async #explain(rule: string): Promise<void> {
    const { test, setup } = this.state.lanes;
    const vendor = (test.report?.metadata ?? setup.report?.metadata)?.vendor ?? 'generic';
    try {
      this.#send({ kind: 'explained', rule, doc: { phase: 'there', value: await explain(rule, vendor) } });
    } catch {
      this.#send({ kind: 'explained', rule, doc: { phase: 'failed' } });
    }
  }

  #keepDraftSoon(): void {
    clearTimeout(this.#draftTimer);
    // Writing a large draft takes the browser long: then only once nothing is typed any more.
    this.#draftTimer = setTimeout(this.#keepDraft, this.state.draft.metadata.length > LARGE ? LARGE_DRAFT_MS : TYPING_MS);
  }

  readonly #keepDraft = (): void => {
    clearTimeout(this.#draftTimer);
    if (!this.state.loaded) return;
    // An example is nobody's draft.
    const own = this.state.example === undefined ? this.state : { ...this.state, ...this.state.example.own };
    const kept = drafts.keep(isChanged(own) ? own.draft : undefined);
    if (kept !== this.state.draftKept) this.#send({ kind: 'draft-kept', kept });
  };

  /** A file that misses the box would replace the whole page: it goes into the box of this tab. */
  readonly #dragOver = (event: DragEvent): void => {
    if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
  };

  readonly #drop = (event: DragEvent): void => {
    const file = event.dataTransfer?.files[0];
    if (file === undefined || event.defaultPrevented) return;
    event.preventDefault();
    const box = this.renderRoot.querySelector<TextBox>(this.state.tab === 'setup' ? '#metadata' : '#capture');
    void box?.open(file);
  };

  readonly #askToStay = (event: BeforeUnloadEvent): void => {
    if (!this.state.draftKept && isChanged(this.state)) event.preventDefault();
  };

  readonly #comeBack = (): void => {
    if (document.visibilityState !== 'visible') return;
    const { lanes, asOf, dialog } = this.state;
    if (isBusy(this.state) || dialog !== 'none' || lanes.setup.phase === 'checking' || lanes.test.phase === 'checking') return;
    // Without a word: the answers take the place of those on view. Another moment than the present does not pass.
    for (const lane of asOf === undefined ? LANES : LANES.slice(0, 1)) {
      if (this.#isStale(lane)) this.#checker?.ask(lane, this.#input(lane));
    }
  };

  /** Whether the answer on view is of a moment that is past. */
  #isStale(lane: Lane): boolean {
    const { phase, at = '' } = this.state.lanes[lane];
    return phase === 'done' && this.now().getTime() - new Date(at).getTime() > STALE_MS;
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

customElements.define('sso-preflight', SsoPreflight);
