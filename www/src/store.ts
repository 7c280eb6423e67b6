// Where saved settings live. A host page replaces `SettingsStore` by its own; drafts stay in this tab.

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

/** The default store: this browser. */
export class BrowserStore implements SettingsStore {
  async load(): Promise<SavedSettings | undefined> {
    const value = attempt(() => localStorage.getItem(SAVED));
    return value === null ? undefined : readSaved(value);
  }

  async save(settings: SavedSettings): Promise<void> {
    attempt(() => localStorage.setItem(SAVED, JSON.stringify(settings)));
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

/** Like drafts: for this tab, over a reload. */
export const guideProgress = {
  load(): GuideProgress {
    try {
      const value: unknown = JSON.parse(sessionStorage.getItem(GUIDE) ?? 'null');
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
      if (progress.vendor === undefined && progress.done.length === 0) sessionStorage.removeItem(GUIDE);
      else sessionStorage.setItem(GUIDE, JSON.stringify(progress));
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
    if (name === 'QuotaExceededError') throw new Error('This browser’s storage is full.');
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
