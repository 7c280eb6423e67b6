// The page's side of the worker: the latest question of each lane wins, an answer to an older one is
// dropped, and a worker that breaks is replaced.
import type { Input, Profile, Report } from './types';

/** What is asked: the metadata alone, or the metadata with a pasted response. */
export type Lane = 'setup' | 'test';

export interface ToWorker {
  id: number;
  input: Input;
  /** Whether the report is to be redacted. */
  redacted?: boolean;
}

export type FromWorker =
  | { kind: 'ready'; profile: Profile }
  | { kind: 'broken'; reason: string }
  | { kind: 'report'; id: number; report: Report }
  | { kind: 'fault'; id: number; reason: string };

export type CheckerEvent =
  | { kind: 'ready'; profile: Profile }
  | { kind: 'unavailable' }
  | { kind: 'report'; lane: Lane; input: Input; report: Report }
  | { kind: 'redacted'; report: Report | undefined }
  | { kind: 'stopped'; lane: Lane; input: Input; why: 'fault' | 'too-long' };

/** What waits for the worker: one question of each kind. */
type Queue = Lane | 'redaction';

interface Question extends ToWorker {
  lane: Queue;
}

/** A check of anything that fits into a page takes milliseconds; after this long it is stuck. */
const LIMIT_MS = 20_000;
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

  /** Asks; the lane's earlier questions no longer matter. */
  ask(lane: Lane, input: Input): void {
    this.#queue({ lane, id: this.#nextId(), input });
  }

  /** Asks for the redacted report of an input. */
  redact(input: Input): void {
    this.#queue({ lane: 'redaction', id: this.#nextId(), input, redacted: true });
  }

  #nextId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }

  #queue(question: Question): void {
    this.#latest.set(question.lane, question.id);
    this.#waiting.set(question.lane, question);
    this.#next();
  }

  /** Forgets the lane's questions. */
  drop(lane: Lane): void {
    this.#latest.delete(lane);
    this.#waiting.delete(lane);
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
        this.#tell({ kind: 'ready', profile: message.profile });
        return this.#next();
      case 'broken':
        return this.#broken('fault');
      case 'fault':
        return this.#broken('fault');
      case 'report': {
        const asked = this.#settle();
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
    if (asked !== undefined && this.#latest.get(asked.lane) === asked.id) {
      this.#tell(asked.lane === 'redaction'
        ? { kind: 'redacted', report: undefined }
        : { kind: 'stopped', lane: asked.lane, input: asked.input, why });
    }
    if (this.#starts >= STARTS) {
      this.#tell({ kind: 'unavailable' });
      return;
    }
    this.open();
  }

  #settle(): Question | undefined {
    clearTimeout(this.#timer);
    const asked = this.#asked;
    this.#asked = undefined;
    return asked;
  }

  #next(): void {
    if (!this.#ready || this.#asked !== undefined || this.#worker === undefined) return;
    const [question] = this.#waiting.values();
    if (question === undefined) return;
    this.#waiting.delete(question.lane);
    this.#asked = question;
    this.#timer = setTimeout(() => this.#broken('too-long'), LIMIT_MS);
    const { id, input, redacted } = question;
    this.#worker.postMessage({ id, input, ...(redacted === undefined ? {} : { redacted }) } satisfies ToWorker);
  }
}
