// One state, one update: every change of the page is an action here. No effects.
import type { CheckerEvent, Lane } from './checker';
import type { Example } from './examples';
import type { Explained } from './rule-docs';
import { EMPTY_LANE, guideParts, isFoldable, NO_OPTIONS, type Fetched, type ReadableBox, type State, type Tab, type TestOptions } from './state';
import type { Draft, GuideProgress, SavedSettings } from './store';
import type { Input, Place, Report, Settings } from './types';

export type Action =
  | { kind: 'loaded'; saved: SavedSettings | undefined; draft: Draft | undefined; failure?: string }
  | { kind: 'changed-elsewhere'; saved: SavedSettings | undefined; changed: boolean }
  | { kind: 'elsewhere-seen' }
  | { kind: 'tab'; tab: Tab }
  /** To a place of a tab: `to` is a selector of what gets the focus. */
  | { kind: 'go'; tab: Tab; to: string }
  | { kind: 'guide-progress'; progress: GuideProgress }
  /** `to`: what gets the focus where the part is left at its end. */
  | { kind: 'part-ticked'; part: string; to?: string }
  | { kind: 'parts-opened'; parts: string[]; open: boolean }
  | { kind: 'readable'; box: ReadableBox; readable: boolean }
  | { kind: 'paste-while-reading' }
  | { kind: 'host-settings'; settings: Settings }
  | { kind: 'options'; options: Partial<TestOptions> }
  | { kind: 'as-of'; instant: string | undefined }
  | { kind: 'edited'; draft: Partial<Draft> }
  | { kind: 'draft-kept'; kept: boolean }
  | { kind: 'capture-edited'; capture: string }
  | { kind: 'other-edited'; otherCapture: string }
  | { kind: 'swapped' }
  | { kind: 'message-chosen'; message: number }
  | { kind: 'examples'; examples: Fetched<readonly Example[]> }
  | { kind: 'example-chosen'; example: Example }
  | { kind: 'example-left' }
  | { kind: 'explain'; rule: string }
  | { kind: 'explained'; rule: string; doc: Fetched<Explained | undefined> }
  | { kind: 'redact' }
  | { kind: 'check-started'; lane: Lane }
  | { kind: 'check-emptied'; lane: Lane }
  | { kind: 'check-again'; lane: Lane }
  | { kind: 'checker'; event: CheckerEvent }
  | { kind: 'save-checking' }
  | { kind: 'save-refused'; reason: string }
  | { kind: 'save-failed'; reason: string }
  | { kind: 'saving' }
  | { kind: 'saved'; saved: SavedSettings }
  | { kind: 'removing' }
  | { kind: 'removed' }
  | { kind: 'restored'; saved: SavedSettings }
  | { kind: 'reverted' }
  | { kind: 'dialog'; dialog: State['dialog'] }
  | { kind: 'show'; place: Place }
  | { kind: 'source-chosen'; source: string }
  | { kind: 'file-refused'; lane: Lane; reason: string };

export function update(state: State, action: Action): State {
  switch (action.kind) {
    case 'loaded':
      return loaded(state, action.saved, action.draft, action.failure);
    case 'changed-elsewhere':
      return changedElsewhere(state, action.saved, action.changed);
    case 'elsewhere-seen':
      return without(state, 'elsewhere');
    case 'tab':
    case 'go':
      return { ...state, tab: action.tab };
    case 'guide-progress':
      return { ...state, guideProgress: action.progress };
    case 'part-ticked':
      return ticked(state, action.part);
    case 'parts-opened':
      return { ...state, partsOpen: { ...state.partsOpen, ...Object.fromEntries(action.parts.map((part) => [part, action.open])) } };
    case 'readable':
      return { ...without(state, 'shown', 'pasteWhileReading'), readable: { ...state.readable, [action.box]: action.readable } };
    case 'paste-while-reading':
      return { ...state, pasteWhileReading: true };
    case 'host-settings':
      return withProfile({ ...state, host: action.settings });
    case 'options':
      return { ...state, options: { ...state.options, ...action.options } };
    case 'as-of':
      return { ...without(state, 'asOf'), ...(action.instant === undefined ? {} : { asOf: action.instant }) };
    case 'edited':
      return edited(state, action.draft);
    case 'draft-kept':
      return { ...state, draftKept: action.kept };
    case 'capture-edited':
      return {
        ...without(state, 'message', 'sourceOnView', 'shown', 'asOf', 'redacted'),
        capture: action.capture,
        fileFailure: { ...state.fileFailure, test: undefined },
      };
    case 'other-edited':
      return { ...without(state, 'redacted'), otherCapture: action.otherCapture };
    case 'swapped':
      return { ...without(state, 'message', 'sourceOnView', 'shown', 'redacted'), capture: state.otherCapture, otherCapture: state.capture };
    case 'examples':
      return { ...state, examples: action.examples };
    case 'example-chosen':
      return exampleChosen(state, action.example);
    case 'example-left':
      return exampleLeft(state);
    case 'explain':
      return { ...state, dialog: 'explain', explained: { rule: action.rule, doc: { phase: 'loading' } } };
    case 'explained':
      return state.explained?.rule === action.rule ? { ...state, explained: { rule: action.rule, doc: action.doc } } : state;
    case 'redact':
      return { ...state, redacted: { phase: 'loading' } };
    case 'message-chosen':
      return { ...without(state, 'sourceOnView'), message: action.message };
    case 'check-started':
      return lane(without(state, 'redacted'), action.lane, { phase: 'checking' });
    case 'check-again':
      return state;
    case 'check-emptied':
      return { ...state, lanes: { ...state.lanes, [action.lane]: EMPTY_LANE } };
    case 'checker':
      return heard(state, action.event);
    case 'save-checking':
      return { ...state, save: { phase: 'checking' } };
    case 'save-refused':
      return { ...state, save: { phase: 'refused', reason: action.reason } };
    case 'save-failed':
      return { ...state, save: { phase: 'failed', reason: action.reason } };
    case 'saving':
      return { ...state, save: { phase: 'saving' }, dialog: 'none' };
    case 'saved':
      return {
        ...without(state, 'elsewhere'),
        save: { phase: 'saved', first: state.saved === undefined },
        saved: action.saved,
        draft: { ...state.draft, entityId: state.draft.entityId.trim(), accountId: state.draft.accountId.trim() },
      };
    case 'removing':
      return { ...state, save: { phase: 'removing' }, dialog: 'none' };
    case 'removed':
      return removed(state);
    case 'restored':
      return { ...state, saved: action.saved, draft: draftOf(action.saved), save: { phase: 'restored' } };
    case 'reverted':
      return reverted(state);
    case 'dialog':
      return { ...state, dialog: action.dialog, ...(action.dialog === 'none' ? { save: { phase: 'idle' } } : {}) };
    case 'show':
      return show(state, action.place);
    case 'source-chosen':
      return { ...without(state, 'shown'), sourceOnView: action.source };
    case 'file-refused':
      return { ...state, fileFailure: { ...state.fileFailure, [action.lane]: action.reason } };
  }
}

/** What is done is shut, and the next thing to do opens below it: nothing moves above what was ticked. */
function ticked(state: State, key: string): State {
  const { guide, guideProgress } = state;
  const again = guideProgress.done.includes(key);
  const done = again ? guideProgress.done.filter((one) => one !== key) : [...guideProgress.done, key];
  const parts = guide === undefined ? [] : guideParts(guide);
  const next = parts.slice(parts.findIndex((part) => part.key === key)).find((part) => isFoldable(part) && !done.includes(part.key));
  return { ...state, guideProgress: { ...guideProgress, done }, partsOpen: { ...state.partsOpen, ...(next === undefined ? {} : { [next.key]: true }), [key]: again } };
}

function loaded(state: State, saved: SavedSettings | undefined, draft: Draft | undefined, failure?: string): State {
  // Text boxes know only LF; with another line end every place behind it would be off.
  const kept = saved === undefined ? undefined : { ...saved, metadata: saved.metadata.replace(/\r\n?/g, '\n') };
  const start: Draft = draft ?? (kept === undefined ? state.draft : draftOf(kept));
  return {
    ...without(state, 'saved', 'loadFailure'),
    ...(kept === undefined ? {} : { saved: kept }),
    ...(failure === undefined ? {} : { loadFailure: failure }),
    loaded: true,
    settled: kept !== undefined,
    draft: start,
  };
}

/** Somebody else saved or removed. What is typed here stays; where nothing was typed, theirs takes its place. */
function changedElsewhere(state: State, theirs: SavedSettings | undefined, changed: boolean): State {
  const saved = theirs === undefined ? undefined : { ...theirs, metadata: theirs.metadata.replace(/\r\n?/g, '\n') };
  return {
    ...without(state, 'saved'),
    ...(saved === undefined ? {} : { saved }),
    elsewhere: saved === undefined ? 'removed' : 'saved',
    draft: changed ? state.draft : saved === undefined ? { metadata: '', entityId: '', accountId: state.draft.accountId } : draftOf(saved),
    save: { phase: 'idle' },
    dialog: 'none',
  };
}

function edited(state: State, change: Partial<Draft>): State {
  const draft = { ...state.draft, ...change };
  if (change.metadata !== undefined && change.metadata !== state.draft.metadata) delete draft.entity;
  // Whoever fills an empty box goes on typing in it.
  const readable = state.draft.metadata === '' ? { ...state.readable, metadata: false } : state.readable;
  return { ...without(state, 'pasteWhileReading'), draft, readable, save: { phase: 'idle' }, fileFailure: { ...state.fileFailure, setup: undefined } };
}

function heard(state: State, event: CheckerEvent): State {
  switch (event.kind) {
    case 'ready':
      return withProfile({ ...state, engine: 'ready', builtIn: event.profile, vendors: event.vendors });
    case 'unavailable':
      return { ...state, engine: 'unavailable' };
    case 'guide':
      return { ...state, guide: event.guide };
    case 'running':
      return lane(state, event.lane, { expectedMs: event.expectedMs });
    case 'report':
      return reported(state, event.lane, event.input, event.report);
    case 'redacted':
      return state.redacted === undefined ? state : { ...state, redacted: event.report === undefined ? { phase: 'failed' } : { phase: 'there', value: event.report } };
    case 'stopped':
      // A check that nobody asked for leaves what is there.
      if (state.lanes[event.lane].phase !== 'checking') return state;
      return {
        ...state,
        lanes: { ...state.lanes, [event.lane]: { phase: 'stopped', texts: {}, why: event.why } },
        save: state.save.phase === 'checking' ? { phase: 'idle' } : state.save,
      };
  }
}

/** Where nothing was waited for, the page checked again by itself. */
function reported(state: State, name: Lane, input: Input, report: Report): State {
  const { phase, report: before, told } = state.lanes[name];
  const same = phase === 'done' && before?.verdict === report.verdict;
  const at = name === 'test' && state.asOf !== undefined ? undefined : input.now;
  const change = { phase: 'done' as const, report, at, told: same ? (told ?? report) : report, texts: textsOf(input, report.sources) };
  // What is prepared for others says what is on view.
  const unchanged = same && JSON.stringify(before?.findings) === JSON.stringify(report.findings);
  return { ...lane(unchanged ? state : without(state, 'redacted'), name, change), now: at === undefined ? state.now : new Date(at) };
}

/** An example fills the boxes; the administrator's own text waits. */
function exampleChosen(state: State, example: Example): State {
  const { draft, capture, otherCapture, options } = state;
  const { input } = example;
  const key = input.settings?.decryptionKey;
  return {
    ...without(state, 'message', 'sourceOnView', 'shown', 'redacted'),
    example: { example, own: state.example?.own ?? { draft, capture, otherCapture, options } },
    draft: { metadata: input.metadata ?? '', entityId: input.settings?.entityId ?? '', accountId: input.settings?.accountId ?? '' },
    capture: input.capture ?? '',
    otherCapture: input.otherCapture ?? '',
    options: { ...NO_OPTIONS, ...(key == null ? {} : { privateKey: key }) },
    asOf: input.now,
    dialog: 'none',
    tab: input.capture === undefined ? 'setup' : 'test',
    save: { phase: 'idle' },
    fileFailure: {},
  };
}

function exampleLeft(state: State): State {
  const own = state.example?.own;
  return { ...without(state, 'example', 'message', 'sourceOnView', 'shown', 'asOf', 'redacted'), ...own, save: { phase: 'idle' } };
}

/** The host's own profile, else the built-in one. */
function withProfile(state: State): State {
  const own = state.host.profile;
  const profile = typeof own === 'object' ? own : state.builtIn;
  return { ...without(state, 'profile'), ...(profile === undefined ? {} : { profile }) };
}

function textsOf(input: Input, sources: { id: string; text?: string }[]): Record<string, string> {
  const texts: Record<string, string> = {};
  if (input.metadata !== undefined) texts['metadata'] = input.metadata;
  if (input.capture !== undefined) texts['capture'] = input.capture;
  if (input.otherCapture !== undefined) texts['otherCapture'] = input.otherCapture;
  for (const { id, text } of sources) if (text !== undefined) texts[id] = text;
  return texts;
}

function removed(state: State): State {
  return {
    ...without(state, 'saved', 'shown', 'elsewhere'),
    draft: { metadata: '', entityId: '', accountId: state.draft.accountId },
    save: { phase: 'removed', undo: state.saved },
  };
}

function reverted(state: State): State {
  return {
    ...without(state, 'shown', 'elsewhere'),
    draft: state.saved === undefined ? { metadata: '', entityId: '', accountId: '' } : draftOf(state.saved),
    save: { phase: 'idle' },
    fileFailure: {},
  };
}

function show(state: State, place: Place): State {
  const shown = { place };
  const decoded = !['metadata', 'capture', 'otherCapture'].includes(place.source);
  // Both lanes number what they decoded: such a place is of the tab on which it was asked for.
  const ofSetup = decoded && state.tab === 'setup' && state.lanes.setup.report?.sources.some((s) => s.id === place.source) === true;
  const tab = place.source === 'metadata' || ofSetup ? 'setup' : 'test';
  return { ...state, shown, tab, ...(decoded && !ofSetup ? { sourceOnView: place.source } : {}) };
}

function draftOf({ metadata, entityId, accountId, entity }: SavedSettings): Draft {
  return entity === undefined ? { metadata, entityId, accountId } : { metadata, entityId, accountId, entity };
}

function lane(state: State, name: Lane, change: Partial<State['lanes'][Lane]>): State {
  return { ...state, lanes: { ...state.lanes, [name]: { ...state.lanes[name], ...change } } };
}

function without<K extends keyof State>(state: State, ...names: K[]): State {
  const copy = { ...state };
  for (const name of names) delete copy[name];
  return copy;
}
