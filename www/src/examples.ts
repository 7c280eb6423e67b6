// The gallery of examples, made for the day of the build by the project's own generator. Loaded when it is opened.
import type { Input } from './types';

/** A healthy or a broken set-up, which fills the page's boxes. */
export interface Example {
  id: string;
  title: string;
  vendor: string;
  vendorLabel: string;
  /** What is to be learnt from it, in one sentence. */
  teaches: string;
  verdict: string;
  input: Input;
}

export interface Gallery {
  /** When the examples were made (RFC 3339): they are judged as of then. */
  made: string;
  samples: Example[];
}

let loading: Promise<Gallery> | undefined;

/** The examples, loaded once. Rejects where the page is offline and never loaded them; the next call tries again. */
export function loadExamples(): Promise<Gallery> {
  loading ??= import('../public/samples.json').then(
    (module) => module.default as unknown as Gallery,
    (error: unknown) => {
      loading = undefined;
      throw error;
    },
  );
  return loading;
}
