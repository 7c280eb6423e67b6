// The worker: one check at a time, in the order asked. Which answers still matter is the page's affair.
import { builtInProfile, check, redactedReport, setupGuide, start, vendors } from './core';
import type { FromWorker, ToWorker } from './checker';

declare const self: Worker & typeof globalThis;

function send(message: FromWorker): void {
  self.postMessage(message);
}

async function answer(data: ToWorker): Promise<void> {
  try {
    if ('guide' in data) send({ kind: 'guide', id: data.id, guide: setupGuide(data.guide) });
    else send({ kind: 'report', id: data.id, report: await (data.redacted === true ? redactedReport(data.input) : check(data.input)) });
  } catch (error) {
    // The core reports bad input; what it throws is a fault of its own, and its memory is no longer to be trusted.
    send({ kind: 'fault', id: data.id, reason: String(error) });
  }
}

let last = Promise.resolve();
self.onmessage = ({ data }: MessageEvent<ToWorker>) => {
  last = last.then(() => answer(data));
};

start().then(
  () => send({ kind: 'ready', profile: builtInProfile('imagekit'), vendors: vendors() }),
  (error: unknown) => send({ kind: 'broken', reason: String(error) }),
);
