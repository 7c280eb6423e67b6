// The page's one state. `update.ts` is the only file that makes a new one.
import type { Lane, Why } from './checker';
import type { Example } from './examples';
import type { Explained } from './rule-docs';
import type { Draft, GuideProgress, SavedSettings } from './store';
import type { ClaimExpectation, Finding, GuideRequest, Place, Profile, Report, RequireSigned, Settings, SetupGuide, SetupStep, VendorEntry } from './types';
import { tally } from './words';

/** How far a lane's check is. `report` may be older than the text while a newer check runs. */
export interface LaneState {
  phase: 'empty' | 'checking' | 'done' | 'stopped';
  report?: Report;
  /** When it was checked (RFC 3339), where the present was judged. */
  at?: string | undefined;
  /** The report that was said aloud: one that came of itself and says the same is not. */
  told?: Report;
  /** The texts that the report is about, by source id. */
  texts: Record<string, string>;
  why?: Why;
  /** How long the running check will take, as far as that can be told. */
  expectedMs?: number;
}

export type Tab = 'setup' | 'test';
/** The boxes whose text can be shown with line breaks for reading. */
export type ReadableBox = 'metadata' | 'decoded';

export type SaveState =
  | { phase: 'idle' }
  | { phase: 'checking' }
  | { phase: 'saving' }
  | { phase: 'removing' }
  /** `first`: SSO was off before. */
  | { phase: 'saved'; first: boolean }
  | { phase: 'removed'; undo: SavedSettings | undefined }
  | { phase: 'restored' }
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
  tab: Tab;
  /** The identity providers that have a guide, the one for any other last. */
  vendors: VendorEntry[];
  guide?: SetupGuide;
  guideProgress: GuideProgress;
  /** Parts of a guide that were opened or shut, by their keys; of the others, the first to be done is open. */
  partsOpen: Record<string, boolean>;
  engine: 'starting' | 'ready' | 'unavailable';
  /** Whether the store was asked; until then nothing is on or off. */
  loaded: boolean;
  loadFailure?: string;
  saved?: SavedSettings;
  /** Whether SSO was on when the page opened: then the first steps stand folded. */
  settled: boolean;
  /** What somebody else did to the saved settings while this page was open. */
  elsewhere?: 'saved' | 'removed';
  draft: Draft;
  draftKept: boolean;
  capture: string;
  /** Another capture, to compare with: the one that works beside the one that fails. */
  otherCapture: string;
  example?: ExampleOnView;
  examples?: Fetched<readonly Example[]>;
  /** The rule that is explained, and its text. */
  explained?: { rule: string; doc: Fetched<Explained | undefined> };
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
  /** Boxes that show their text with line breaks for reading. */
  readable: Partial<Record<ReadableBox, boolean>>;
  /** Somebody pasted into the metadata while it was broken into lines for reading. */
  pasteWhileReading?: boolean;
  /** A file that could not be read, by box. */
  fileFailure: Partial<Record<Lane, string>>;
  /** The present of the latest check. */
  now: Date;
}

export const NO_OPTIONS: TestOptions = { requireSigned: 'either', began: 'unknown', requestId: '', privateKey: '', passphrase: '' };

export const EMPTY_LANE: LaneState = { phase: 'empty', texts: {} };

export function initialState(now: Date): State {
  return {
    tab: 'setup',
    vendors: [],
    guideProgress: { done: [] },
    partsOpen: {},
    readable: {},
    engine: 'starting',
    loaded: false,
    settled: false,
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

/** Whether something is being saved or deleted. */
export function isBusy({ save }: State): boolean {
  return save.phase === 'checking' || save.phase === 'saving' || save.phase === 'removing';
}

/** The state as it was said aloud. */
export function asTold(state: State): State {
  const told = (lane: LaneState): LaneState => (lane.told === undefined ? lane : { ...lane, report: lane.told });
  return { ...state, lanes: { setup: told(state.lanes.setup), test: told(state.lanes.test) } };
}

/** Whether there is no metadata that could be saved. */
export function hasNothingToSave({ draft }: State): boolean {
  return draft.metadata.trim() === '';
}

/** Why the metadata cannot be saved, as far as that is known; absent while a check still runs. */
export function whyNotSaved(state: State): string | undefined {
  const { saved, engine, lanes } = state;
  if (hasNothingToSave(state)) {
    return saved === undefined ? 'Paste your identity provider’s metadata first.' : 'The metadata box is empty. To turn SSO off, use Delete.';
  }
  if (engine === 'unavailable') return 'The checker did not start, so the metadata cannot be checked. Reload the page.';
  if (lanes.setup.phase === 'stopped') return 'This metadata could not be checked.';
  const { report, phase } = lanes.setup;
  if (phase !== 'done' || report?.verdict === 'accept') return undefined;
  const errors = tally(report?.findings.map((f) => f.severity).filter((s) => s === 'error') ?? []);
  return errors === '' ? 'The metadata cannot be used yet.' : `The metadata has ${errors}.`;
}

/** The same for whoever pressed Save: with what was found first. */
export function refusal(state: State): string | undefined {
  const why = whyNotSaved(state);
  const { report, phase } = state.lanes.setup;
  const first = phase === 'done' && report?.verdict !== 'accept' && !hasNothingToSave(state) ? report?.findings[0]?.message : undefined;
  return why === undefined || first === undefined ? why : `${why} ${first}`;
}

/** The claim that has to name this account, where nobody said which account this is: then it is compared with nothing. */
export function uncomparedAccount({ draft, profile }: State): ClaimExpectation | undefined {
  return draft.accountId.trim() === '' ? profile?.claims.find((claim) => claim.equalsAccount) : undefined;
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
  return { own: leadFirst(own), shownAbove: all.length - own.length };
}

/** What comes of a copy's age alone. */
const OF_AGE: readonly string[] = ['assertion-expired', 'assertion-confirmation-expired', 'assertion-session-expired'];

/** Every login that is looked at a day later has expired: where anything else is wrong, that is the cause to tell. */
function leadFirst(findings: Finding[]): Finding[] {
  const isOld = (f: Finding | undefined): boolean => f !== undefined && OF_AGE.includes(f.rule);
  const lead = findings.find((f) => f.severity === 'error' && !isOld(f));
  return lead === undefined || !isOld(findings[0]) ? findings : [lead, ...findings.filter((f) => f !== lead)];
}

/** The decoded text on view: the one asked for, or the judged message's, or the first. */
export function sourceOnView(state: State): string | undefined {
  const report = state.lanes.test.report;
  const ids = report?.sources.filter((s) => s.text !== undefined).map((s) => s.id) ?? [];
  const judged = report?.capture?.messages[report.capture.judged ?? 0]?.source;
  return [state.sourceOnView, judged, ids[0]].find((id) => id !== undefined && ids.includes(id));
}

/** Whether a source is what came out of an encrypted part: the core says so in its label. */
export function isDecryptedSource({ label }: { label: string }): boolean {
  return label.endsWith(', decrypted');
}

/** The identity provider whose guide is shown: the one chosen, else the one that the saved metadata is of. */
export function guideVendor(state: State): { name: string; chosen: boolean } | undefined {
  const { guideProgress, vendors, settled } = state;
  // Empty: somebody wants another one than was recognised, and has not chosen yet.
  if (guideProgress.vendor === '') return undefined;
  if (vendors.some((v) => v.name === guideProgress.vendor)) return { name: guideProgress.vendor ?? '', chosen: true };
  // Only where the step is folded at first: a guide that appears above the text just pasted would push it away.
  const read = settled ? recognisedVendor(state) : undefined;
  return read === undefined ? undefined : { name: read, chosen: false };
}

/** The identity provider that the metadata is of, as far as it has a guide. */
export function recognisedVendor({ vendors, lanes }: State): string | undefined {
  const read = lanes.setup.report?.metadata?.vendor;
  return read !== 'generic' && vendors.some((v) => v.name === read) ? read : undefined;
}

/** What to ask the core for; absent where no guide is wanted. */
export function guideRequest(state: State): GuideRequest | undefined {
  const vendor = guideVendor(state);
  if (vendor === undefined) return undefined;
  return {
    vendor: vendor.name,
    profile: state.host.profile ?? 'imagekit',
    entityId: state.draft.entityId.trim(),
    accountId: state.draft.accountId.trim(),
  };
}

/** Steps of a guide that are done in the same place of the console; without a place, each is a part of its own. */
export interface GuidePart {
  path: string | undefined;
  steps: SetupStep[];
  /** What it is remembered by once it is ticked off. */
  key: string;
}

export function guideParts(guide: SetupGuide): GuidePart[] {
  const parts: GuidePart[] = [];
  for (const step of guide.steps) {
    const last = parts.at(-1);
    if (last !== undefined && step.path !== undefined && last.path === step.path) last.steps.push(step);
    else parts.push({ path: step.path, steps: [step], key: `${guide.vendor} ${parts.length} ${step.path ?? ''}` });
  }
  return parts;
}

/** Whether a part has more to it than its heading says. */
export function isFoldable({ path, steps }: GuidePart): boolean {
  return path !== undefined || steps.some(({ fields, code }) => fields.length > 0 || code !== undefined);
}

/** The parts that stand open: those that somebody opened, or else the first that is not done. */
export function openParts({ guideProgress, partsOpen }: State, parts: readonly GuidePart[]): string[] {
  const first = parts.find((part) => isFoldable(part) && !guideProgress.done.includes(part.key));
  return parts.filter(({ key }) => partsOpen[key] ?? key === first?.key).map(({ key }) => key);
}

/** The fields beside the metadata that saving would change. */
export function changedFields({ saved, draft, profile }: State): { label: string; before: string; after: string }[] {
  if (saved === undefined) return [];
  const fields = [
    { label: `${profile?.name ?? 'Account'} ID`, before: saved.accountId, after: draft.accountId.trim() },
    { label: profile === undefined ? 'Your Entity ID' : `${profile.name}’s Entity ID`, before: saved.entityId, after: draft.entityId.trim() },
    { label: 'Organisation chosen', before: saved.entity ?? '', after: draft.entity ?? '' },
  ];
  return fields.filter(({ before, after }) => before !== after);
}
