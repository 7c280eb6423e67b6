// The page's one state. `update.ts` is the only file that makes a new one.
import type { Lane } from './checker';
import type { Example } from './examples';
import type { RuleDoc } from './rule-docs';
import type { Draft, SavedSettings } from './store';
import type { Finding, Place, Profile, Report, RequireSigned, Settings } from './types';

/** How far a lane's check is. `report` may be older than the text while a newer check runs. */
export interface LaneState {
  phase: 'empty' | 'checking' | 'done' | 'stopped';
  report?: Report;
  /** The texts that the report is about, by source id. */
  texts: Record<string, string>;
  why?: 'fault' | 'too-long';
}

export type SaveState =
  | { phase: 'idle' }
  | { phase: 'checking' }
  | { phase: 'saving' }
  | { phase: 'removing' }
  | { phase: 'saved' }
  | { phase: 'removed' }
  | { phase: 'refused'; reason: string }
  | { phase: 'failed'; reason: string };

/** A place to be selected; a new object each time, so that the same place can be asked for twice. */
export interface Shown {
  place: Place;
}

/** What the administrator may vary in a test; what the host's settings fix is not offered. */
export interface TestOptions {
  requireSigned: RequireSigned;
  /** Where the login began: not compared, at the identity provider, or with our request of that ID. */
  began: 'unknown' | 'idp' | 'request';
  requestId: string;
  /** The service's private key (PEM) and its passphrase: in this state only, never stored. */
  privateKey: string;
  passphrase: string;
}

/** What the boxes held before an example filled them. */
export interface Own {
  draft: Draft;
  capture: string;
  otherCapture: string;
  options: TestOptions;
}

/** The example on view, with the administrator's own text kept for later. */
export interface ExampleOnView {
  example: Example;
  own: Own;
}

/** Something that is fetched when it is first wanted. */
export type Fetched<T> = { phase: 'loading' } | { phase: 'failed' } | { phase: 'there'; value: T };

export interface State {
  /** The built-in profile, as the core knows it. */
  builtIn?: Profile;
  /** What the host fixes. */
  host: Settings;
  profile?: Profile;
  engine: 'starting' | 'ready' | 'unavailable';
  /** Whether the store was asked; until then nothing is on or off. */
  loaded: boolean;
  loadFailure?: string;
  saved?: SavedSettings;
  draft: Draft;
  draftKept: boolean;
  capture: string;
  /** Another capture, to compare with: the one that works beside the one that fails. */
  otherCapture: string;
  example?: ExampleOnView;
  examples?: Fetched<readonly Example[]>;
  /** The rule that is explained, and its text. */
  explained?: { rule: string; doc: Fetched<RuleDoc | undefined> };
  /** The redacted report of the test, once it was asked for. */
  redacted?: Fetched<Report>;
  message?: number;
  options: TestOptions;
  /** Judge as of this moment (RFC 3339) instead of the present. */
  asOf?: string;
  lanes: Record<Lane, LaneState>;
  save: SaveState;
  dialog: 'none' | 'delete' | 'replace' | 'examples' | 'explain';
  shown?: Shown;
  /** The decoded source on view. */
  sourceOnView?: string;
  /** A file that could not be read, by box. */
  fileFailure: Partial<Record<Lane, string>>;
  now: Date;
}

export const NO_OPTIONS: TestOptions = { requireSigned: 'either', began: 'unknown', requestId: '', privateKey: '', passphrase: '' };

export const EMPTY_LANE: LaneState = { phase: 'empty', texts: {} };

export function initialState(now: Date): State {
  return {
    engine: 'starting',
    loaded: false,
    draft: { metadata: '', entityId: '', accountId: '' },
    draftKept: true,
    capture: '',
    otherCapture: '',
    host: {},
    options: NO_OPTIONS,
    lanes: { setup: EMPTY_LANE, test: EMPTY_LANE },
    save: { phase: 'idle' },
    dialog: 'none',
    fileFailure: {},
    now,
  };
}

/** Whether something is typed that is not saved. */
export function isChanged({ draft, saved }: State): boolean {
  return (
    draft.metadata !== (saved?.metadata ?? '') ||
    draft.entityId !== (saved?.entityId ?? '') ||
    draft.accountId !== (saved?.accountId ?? '') ||
    draft.entity !== saved?.entity
  );
}

/** The Entity ID with this account's suffix; absent where the profile knows none or the account is unknown. */
export function suffixedEntityId({ profile, draft }: State): string | undefined {
  const account = draft.accountId.trim();
  if (profile?.instanceSuffix === undefined || account === '') return undefined;
  return profile.entityId + profile.instanceSuffix + account;
}

/** Findings of the test that the set-up panel does not show already. */
export function findingsOfTest({ lanes }: State): { own: Finding[]; shownAbove: number } {
  const key = (f: Finding): string => `${f.rule} ${f.source} ${f.from} ${f.to}`;
  const above = new Set(lanes.setup.report?.findings.map(key));
  const all = lanes.test.report?.findings ?? [];
  const own = all.filter((f) => !above.has(key(f)));
  return { own, shownAbove: all.length - own.length };
}

/** The decoded text on view: the one asked for, or the judged message's, or the first. */
export function sourceOnView(state: State): string | undefined {
  const report = state.lanes.test.report;
  const ids = report?.sources.filter((s) => s.text !== undefined).map((s) => s.id) ?? [];
  const judged = report?.capture?.messages[report.capture.judged ?? 0]?.source;
  return [state.sourceOnView, judged, ids[0]].find((id) => id !== undefined && ids.includes(id));
}
