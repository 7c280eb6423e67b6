// The page's side of the worker: the latest question of each lane wins, an answer to an older one is
// dropped, and a worker that breaks is replaced.
import type { GuideRequest, Input, Profile, Report, SetupGuide, VendorEntry } from './types';

/** What is asked: the metadata alone, or the metadata with a pasted response. */
export type Lane = 'setup' | 'test';

export interface CheckAsked {
  id: number;
  input: Input;
  /** Whether the report is to be redacted. */
  redacted?: boolean;
}

export interface GuideAsked {
  id: number;
  guide: GuideRequest;
}

export type ToWorker = CheckAsked | GuideAsked | 'prepare';

export type FromWorker =
  | { kind: 'ready'; profile: Profile; vendors: VendorEntry[] }
  | { kind: 'broken'; reason: string }
  | { kind: 'guide'; id: number; guide: SetupGuide }
  | { kind: 'report'; id: number; report: Report }
  | { kind: 'fetching' | 'fetched' | 'not-loaded'; id: number }
  | { kind: 'fault'; id: number; reason: string };

export type CheckerEvent =
  | { kind: 'ready'; profile: Profile; vendors: VendorEntry[] }
  | { kind: 'unavailable' }
  | { kind: 'guide'; guide: SetupGuide }
  | { kind: 'running'; lane: Lane; expectedMs: number }
  | { kind: 'report'; lane: Lane; input: Input; report: Report }
  | { kind: 'redacted'; report: Report | undefined }
  | { kind: 'stopped'; lane: Lane; input: Input; why: Why };

/** Why a check came to no end. */
export type Why = 'fault' | 'too-long' | 'cancelled' | 'not-loaded';

/** What waits for the worker: one question of each kind. */
type Queue = Lane | 'redaction';

interface Question extends CheckAsked {
  lane: Queue;
  startedAt: number;
}

/** A check of anything that people paste takes milliseconds; after this long, and more for large files, it is stuck. */
const LIMIT_MS = 20_000;
const LIMIT_MS_PER_CHARACTER = 0.003;
/** A run that a newer question made useless is broken off after this long; before, it is cheaper to wait for it. */
const STALE_RUN_MS = 800;
/** Until a large text was checked on this machine; then its own speed is known. */
const FIRST_MS_PER_CHARACTER = 0.000_08;
/** Smaller texts say more about the machine's other work than about its speed. */
const TELLING_SIZE = 500_000;
/** A worker that never became ready is started again once; more often helps nobody. */
const STARTS = 2;

export class Checker {
  readonly #start: () => Worker;
  readonly #tell: (event: CheckerEvent) => void;
  #worker: Worker | undefined;
  #ready = false;
  #starts = 0;
  #lastId = 0;
  #latest = new Map<Queue, number>();
  #waiting = new Map<Queue, Question>();
  #asked: Question | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #prepared = false;
  /** The rest of the core is under way: that takes its time, and starting again would throw it away. */
  #fetching = false;
  #guideAsked: { id: number; guide: GuideRequest } | undefined;
  #msPerCharacter = FIRST_MS_PER_CHARACTER;

  constructor(start: () => Worker, tell: (event: CheckerEvent) => void) {
    this.#start = start;
    this.#tell = tell;
  }

  /** Starts the worker, so that the first check need not wait for it. */
  open(): void {
    if (this.#worker !== undefined) return;
    this.#ready = false;
    this.#starts += 1;
    const worker = this.#start();
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
      if (worker === this.#worker) this.#hear(data);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      if (worker === this.#worker) this.#broken('fault');
    };
    this.#worker = worker;
  }

  /** Has the part of the core fetched that logins take, before one is asked about. */
  prepare(): void {
    this.#prepared = true;
    if (this.#ready) this.#worker?.postMessage('prepare' satisfies ToWorker);
  }

  /** Asks; the lane's earlier questions no longer matter. */
  ask(lane: Lane, input: Input): void {
    this.#queue({ lane, id: this.#nextId(), input, startedAt: 0 });
  }

  /** Asks for the redacted report of an input. */
  redact(input: Input): void {
    this.#queue({ lane: 'redaction', id: this.#nextId(), input, redacted: true, startedAt: 0 });
  }

  #nextId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }

  #queue(question: Question): void {
    this.#latest.set(question.lane, question.id);
    this.#waiting.set(question.lane, question);
    const running = this.#asked;
    const isStale = running?.lane === question.lane && performance.now() - running.startedAt > STALE_RUN_MS;
    if (isStale && !this.#fetching) this.#startAgain();
    this.#next();
  }

  /** Asks for a set-up guide; the latest request wins. */
  guide(request: GuideRequest): void {
    this.#guideAsked = { id: this.#nextId(), guide: request };
    if (this.#ready) this.#worker?.postMessage(this.#guideAsked satisfies ToWorker);
  }

  /** Breaks the lane's run off. */
  cancel(lane: Lane): void {
    const input = this.#asked?.lane === lane ? this.#asked.input : this.#waiting.get(lane)?.input;
    const running = this.#asked?.lane === lane;
    this.drop(lane);
    if (running) this.#startAgain();
    if (input !== undefined) this.#tell({ kind: 'stopped', lane, input, why: 'cancelled' });
  }

  /** Forgets the lane's questions. */
  drop(lane: Lane): void {
    this.#latest.delete(lane);
    this.#waiting.delete(lane);
  }

  #startAgain(): void {
    this.#settle();
    this.#worker?.terminate();
    this.#worker = undefined;
    this.open();
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#asked = undefined;
    this.#waiting.clear();
  }

  #hear(message: FromWorker): void {
    switch (message.kind) {
      case 'ready':
        this.#ready = true;
        this.#starts = 0;
        this.#tell({ kind: 'ready', profile: message.profile, vendors: message.vendors });
        if (this.#guideAsked !== undefined) this.#worker?.postMessage(this.#guideAsked satisfies ToWorker);
        if (this.#prepared) this.#worker?.postMessage('prepare' satisfies ToWorker);
        return this.#next();
      case 'guide':
        if (message.id !== this.#guideAsked?.id) return;
        this.#guideAsked = undefined;
        return this.#tell({ kind: 'guide', guide: message.guide });
      case 'broken':
        return this.#broken('fault');
      case 'fault':
        return this.#broken('fault');
      case 'fetching':
        clearTimeout(this.#timer);
        this.#fetching = true;
        return;
      case 'fetched':
        this.#fetching = false;
        if (this.#asked !== undefined) this.#clock(this.#asked);
        return;
      case 'not-loaded': {
        const asked = this.#settle();
        if (asked !== undefined) this.#tellStopped(asked, 'not-loaded');
        // A module that could not be fetched may be remembered as such for as long as the worker lives.
        return this.#startAgain();
      }
      case 'report': {
        const asked = this.#settle();
        if (asked !== undefined) this.#learnSpeed(asked);
        if (asked !== undefined && this.#latest.get(asked.lane) === message.id) {
          this.#tell(asked.lane === 'redaction'
            ? { kind: 'redacted', report: message.report }
            : { kind: 'report', lane: asked.lane, input: asked.input, report: message.report });
        }
        return this.#next();
      }
    }
  }

  #broken(why: 'fault' | 'too-long'): void {
    const asked = this.#settle();
    this.#worker?.terminate();
    this.#worker = undefined;
    if (asked !== undefined) this.#tellStopped(asked, why);
    if (this.#starts >= STARTS) {
      this.#tell({ kind: 'unavailable' });
      return;
    }
    this.open();
  }

  #tellStopped({ lane, id, input }: Question, why: Why): void {
    if (this.#latest.get(lane) !== id) return;
    this.#tell(lane === 'redaction' ? { kind: 'redacted', report: undefined } : { kind: 'stopped', lane, input, why });
  }

  #settle(): Question | undefined {
    clearTimeout(this.#timer);
    this.#fetching = false;
    const asked = this.#asked;
    this.#asked = undefined;
    return asked;
  }

  #next(): void {
    if (!this.#ready || this.#asked !== undefined || this.#worker === undefined) return;
    const [question] = this.#waiting.values();
    if (question === undefined) return;
    this.#waiting.delete(question.lane);
    const { id, input, lane, redacted } = question;
    this.#asked = question;
    this.#clock(question);
    if (lane !== 'redaction') this.#tell({ kind: 'running', lane, expectedMs: sizeOf(input) * this.#msPerCharacter });
    this.#worker.postMessage({ id, input, ...(redacted === undefined ? {} : { redacted }) } satisfies ToWorker);
  }

  /** A check's own time begins now. */
  #clock(question: Question): void {
    question.startedAt = performance.now();
    this.#timer = setTimeout(() => this.#broken('too-long'), LIMIT_MS + sizeOf(question.input) * LIMIT_MS_PER_CHARACTER);
  }

  /** How fast this machine is, for saying how far the next large check is. */
  #learnSpeed({ input, startedAt }: Question): void {
    const size = sizeOf(input);
    if (size >= TELLING_SIZE) this.#msPerCharacter = (performance.now() - startedAt) / size;
  }
}

function sizeOf({ metadata, capture }: Input): number {
  return (metadata?.length ?? 0) + (capture?.length ?? 0);
}
