// The worker: one check at a time, in the order asked. Which answers still matter is the page's affair.
import { builtInProfile, check, redactedReport, setupGuide, start, startWhole, vendors } from './core';
import type { CheckAsked, FromWorker, GuideAsked, ToWorker } from './checker';
import type { Tell } from './core';

declare const self: Worker & typeof globalThis;

function send(message: FromWorker): void {
  self.postMessage(message);
}

async function answer({ id, input, redacted }: CheckAsked): Promise<void> {
  const tell: Tell = (what) => send({ kind: what, id });
  try {
    const report = await (redacted === true ? redactedReport(input, tell) : check(input, tell));
    send(report === undefined ? { kind: 'not-loaded', id } : { kind: 'report', id, report });
  } catch (error) {
    fault(id, error);
  }
}

/** The core reports bad input; what it throws is a fault of its own, and its memory is no longer to be trusted. */
function fault(id: number, error: unknown): void {
  send({ kind: 'fault', id, reason: String(error) });
}

function answerGuide({ id, guide }: GuideAsked): void {
  try {
    send({ kind: 'guide', id, guide: setupGuide(guide) });
  } catch (error) {
    fault(id, error);
  }
}

let last = Promise.resolve();
self.onmessage = ({ data }: MessageEvent<ToWorker>) => {
  // Neither has to wait for what is fetched for a check.
  if (data === 'prepare') void startWhole();
  else if ('guide' in data) answerGuide(data);
  else last = last.then(() => answer(data));
};

start().then(
  () => send({ kind: 'ready', profile: builtInProfile('imagekit'), vendors: vendors() }),
  (error: unknown) => send({ kind: 'broken', reason: String(error) }),
);
