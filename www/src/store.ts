// Where saved settings live. A host page replaces `SettingsStore` by its own; drafts stay in this tab, ticks in this browser.

/** What is saved. */
export interface SavedSettings {
  metadata: string;
  entityId: string;
  accountId: string;
  /** Which entityID of the metadata is used, where it holds several. */
  entity?: string;
  /** RFC 3339. */
  savedAt: string;
}

/** Keeps the saved settings. A rejected promise is shown to the user with the error's message. */
export interface SettingsStore {
  load(): Promise<SavedSettings | undefined>;
  save(settings: SavedSettings): Promise<void>;
  remove(): Promise<void>;
  /**
   * Calls `changed` when somebody else saved or removed; gives back what ends that. Optional: with it, the page reads
   * what is saved once more before it writes, and never writes over somebody else's settings unasked.
   */
  watch?(changed: () => void): () => void;
}

/** What is typed and not yet saved. */
export interface Draft {
  metadata: string;
  entityId: string;
  accountId: string;
  entity?: string;
}

const SAVED = 'sso-preflight:settings';
const DRAFT = 'sso-preflight:draft';
const GUIDE = 'sso-preflight:guide';

/** Browsers keep about five million characters of a site. */
const MOST_KEPT = 5_000_000;

const FULL = 'This browser’s storage is full.';

/** A file of a whole federation. Cutting one's own part out of it is no answer: its signature is over the whole. */
function tooLarge({ metadata, entity }: SavedSettings): string {
  const size = `${Math.round(metadata.length / 1_000_000)} MB`;
  const whose = entity === undefined ? 'your identity provider' : `“${entity}”`;
  return `This metadata has ${size}, and a browser keeps at most 5 MB. Paste the metadata of ${whose} alone, which it publishes itself or a federation’s metadata service gives out.`;
}

/** The default store: this browser. */
export class BrowserStore implements SettingsStore {
  async load(): Promise<SavedSettings | undefined> {
    const value = attempt(() => localStorage.getItem(SAVED));
    return value === null ? undefined : readSaved(value);
  }

  async save(settings: SavedSettings): Promise<void> {
    const text = JSON.stringify(settings);
    if (text.length > MOST_KEPT) throw new Error(tooLarge(settings));
    attempt(() => localStorage.setItem(SAVED, text));
  }

  async remove(): Promise<void> {
    attempt(() => localStorage.removeItem(SAVED));
  }

  watch(changed: () => void): () => void {
    const listen = (event: StorageEvent): void => {
      // A null key: everything was cleared.
      if (event.key === SAVED || event.key === null) changed();
    };
    window.addEventListener('storage', listen);
    return () => window.removeEventListener('storage', listen);
  }
}

/** How far somebody is with a guide: which one, and the headings of the parts ticked off. */
export interface GuideProgress {
  vendor?: string;
  done: string[];
}

/** Kept by this browser: a set-up takes days, and waits for other people. It holds no values. */
export const guideProgress = {
  load(): GuideProgress {
    try {
      const value: unknown = JSON.parse(localStorage.getItem(GUIDE) ?? 'null');
      const vendor = text(value, 'vendor');
      const done: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, 'done') : undefined;
      const ticked = Array.isArray(done) ? done.filter((one) => typeof one === 'string') : [];
      return vendor === undefined ? { done: ticked } : { vendor, done: ticked };
    } catch {
      return { done: [] };
    }
  },
  keep(progress: GuideProgress): void {
    try {
      if (progress.vendor === undefined && progress.done.length === 0) localStorage.removeItem(GUIDE);
      else localStorage.setItem(GUIDE, JSON.stringify(progress));
    } catch {
      // Nothing typed is in it: losing it costs a few clicks.
    }
  },
};

/** Drafts survive a reload and end with the tab. Responses are never kept: they hold personal data. */
export const drafts = {
  load(): Draft | undefined {
    try {
      const value = sessionStorage.getItem(DRAFT);
      return value === null ? undefined : readDraft(JSON.parse(value));
    } catch {
      return undefined;
    }
  },
  /** Whether the draft was kept. */
  keep(draft: Draft | undefined): boolean {
    try {
      if (draft === undefined) sessionStorage.removeItem(DRAFT);
      else sessionStorage.setItem(DRAFT, JSON.stringify(draft));
      return true;
    } catch {
      return false;
    }
  },
};

function attempt<T>(act: () => T): T {
  try {
    return act();
  } catch (error) {
    const name = error instanceof DOMException ? error.name : '';
    if (name === 'QuotaExceededError') throw new Error(FULL);
    if (name === 'SecurityError') throw new Error('This browser does not let the page store anything.');
    throw error;
  }
}

function readSaved(json: string): SavedSettings | undefined {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return undefined;
  }
  const draft = readDraft(value);
  const savedAt = text(value, 'savedAt');
  return draft === undefined || savedAt === undefined ? undefined : { ...draft, savedAt };
}

function readDraft(value: unknown): Draft | undefined {
  const metadata = text(value, 'metadata');
  const entityId = text(value, 'entityId');
  const accountId = text(value, 'accountId');
  if (metadata === undefined || entityId === undefined || accountId === undefined) return undefined;
  const entity = text(value, 'entity');
  return entity === undefined ? { metadata, entityId, accountId } : { metadata, entityId, accountId, entity };
}

function text(value: unknown, name: string): string | undefined {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  const member: unknown = Reflect.get(value, name);
  return typeof member === 'string' ? member : undefined;
}
