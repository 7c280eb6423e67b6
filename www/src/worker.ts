// The worker: one check at a time, in the order asked. Which answers still matter is the page's affair.
import { builtInProfile, check, redactedReport, setupGuide, start, startWhole, vendors } from './core';
import type { FromWorker, ToWorker } from './checker';

declare const self: Worker & typeof globalThis;

function send(message: FromWorker): void {
  self.postMessage(message);
}

async function answer(data: Exclude<ToWorker, 'prepare'>): Promise<void> {
  try {
    if ('guide' in data) return send({ kind: 'guide', id: data.id, guide: setupGuide(data.guide) });
    const report = await (data.redacted === true ? redactedReport(data.input) : check(data.input));
    send(report === undefined ? { kind: 'not-loaded', id: data.id } : { kind: 'report', id: data.id, report });
  } catch (error) {
    // The core reports bad input; what it throws is a fault of its own, and its memory is no longer to be trusted.
    send({ kind: 'fault', id: data.id, reason: String(error) });
  }
}

let last = Promise.resolve();
self.onmessage = ({ data }: MessageEvent<ToWorker>) => {
  // Checks of metadata need not wait for it.
  if (data === 'prepare') void startWhole();
  else last = last.then(() => answer(data));
};

start().then(
  () => send({ kind: 'ready', profile: builtInProfile('imagekit'), vendors: vendors() }),
  (error: unknown) => send({ kind: 'broken', reason: String(error) }),
);
