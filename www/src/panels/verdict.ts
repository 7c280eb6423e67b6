// The first line: would this login work? With the first cause and its fix.
import { html, nothing, type TemplateResult } from 'lit';
import { icons } from '../icons';
import type { State } from '../state';
import type { Finding, Report } from '../types';
import { sentence } from '../visible';
import { HEADLINE, HEADLINE_AS_OF, moment, NOTHING_JUDGED, tally } from '../words';
import { findingBody, type FindingsView } from './findings';
import { showButton } from './parts';

const ICON = { accept: icons.check, reject: icons.error, undecided: icons.question } as const;

export function verdictCard(state: State, cause: Finding | undefined, view: FindingsView): TemplateResult {
  const report = state.lanes.test.report;
  if (report === undefined) return waitingCard(state);
  return html`<section class="card verdict" data-verdict=${report.verdict} aria-labelledby="verdict-title">
    <h3 id="verdict-title">${ICON[report.verdict]}${headline(report, state.asOf)}</h3>
    ${state.asOf === undefined ? nothing : html`<p class="as-of">Judged as of ${moment(state.asOf)}, not as of now.
      <button type="button" class="link" @click=${() => view.send({ kind: 'as-of', instant: undefined })}>Back to now</button></p>`}
    ${cause === undefined
      ? html`<p>${explanation(state)}</p>`
      : html`<p class="finding-message">${sentence(cause.message)}</p>
          <div class="cause" data-rule=${cause.rule}>${findingBody(cause, view, showButton(cause, cause.rule, view.send))}</div>`}
    ${report.metadata === undefined && report.signatures.length > 0 && cause !== undefined ? html`<p class="soft">${MISSING}</p>` : nothing}
  </section>`;
}

const MISSING = 'Paste the identity provider’s metadata under Set up, so that the signature can be checked.';
const LOGIN_MESSAGES: ReadonlySet<string | undefined> = new Set(['Response', 'Assertion', 'EncryptedAssertion']);

/** An error text or a request is no login that would fail. */
function headline({ verdict, capture }: Report, asOf: string | undefined): string {
  const judged = capture?.judged === undefined ? undefined : capture.messages[capture.judged];
  return verdict === 'reject' && !LOGIN_MESSAGES.has(judged?.kind) ? NOTHING_JUDGED : (asOf === undefined ? HEADLINE : HEADLINE_AS_OF)[verdict];
}

function explanation(state: State): string {
  const report = state.lanes.test.report;
  if (report?.verdict !== 'accept') return report?.metadata === undefined ? MISSING : 'There is nothing here that could be accepted or refused.';
  const found = tally(report.findings.map((f) => f.severity).filter((s) => s === 'warning'));
  const rest = found === '' ? '' : ` There ${found.startsWith('1 ') ? 'is' : 'are'} ${found} to look at.`;
  return `The signature, the addresses, the times and the claims are all as ${state.profile?.name ?? 'the service'} needs them.${rest}`;
}

function waitingCard({ engine, lanes }: State): TemplateResult {
  const unavailable = engine === 'unavailable';
  const checking = lanes.test.phase === 'checking';
  return html`<section class="card empty" aria-labelledby="verdict-title">
    <span class="empty-icon">${unavailable ? icons.warning : icons.question}</span>
    <h3 id="verdict-title">${unavailable ? 'The checker did not start' : checking ? 'Checking…' : 'Would this login work?'}</h3>
    <p class="soft">${unavailable
      ? 'Reload the page to try again. If that does not help, your browser may block WebAssembly.'
      : 'The answer appears here, with the first thing to fix and the user that would be created.'}</p>
  </section>`;
}

/** The test's outcome in one sentence, for the live region. */
export function spokenVerdict(state: State): string {
  const { report, phase } = state.lanes.test;
  if (phase === 'stopped') return 'The checker stopped on this response. Your text is still here.';
  if (report === undefined || phase !== 'done') return '';
  const counted = tally(report.findings.map((f) => f.severity));
  return `${headline(report, state.asOf)}. ${counted === '' ? 'Nothing to look at.' : `${counted}.`}`;
}

/** The metadata's outcome in one sentence, for the live region. */
export function spokenMetadata(state: State): string {
  const { report, phase } = state.lanes.setup;
  if (phase === 'stopped') return 'The checker stopped on this metadata. Your text is still here.';
  if (report === undefined || phase !== 'done') return '';
  const counted = tally(report.findings.map((f) => f.severity));
  return `Metadata: ${counted === '' ? 'no problems found' : counted}.`;
}
