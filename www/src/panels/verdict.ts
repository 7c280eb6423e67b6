// The first line: would this login work? With the first cause and its fix.
import { html, nothing, type TemplateResult } from 'lit';
import { icons } from '../icons';
import { uncomparedAccount, type State } from '../state';
import type { Finding, Report } from '../types';
import { firstSentence, pasted } from '../visible';
import { when } from '../when';
import { HEADLINE, HEADLINE_AS_OF, NOTHING_JUDGED, tally } from '../words';
import { examplesButton } from './examples';
import { findingBody, findingMessage, findingPlace, type FindingsView } from './findings';
import type { Send } from './parts';
import { besideSigner, signerRows } from './signer';
import { issuedAt } from './timeline';

const ICON = { accept: icons.check, reject: icons.error, undecided: icons.question } as const;

export function verdictCard(state: State, cause: Finding | undefined, view: FindingsView): TemplateResult {
  const report = state.lanes.test.report;
  if (report === undefined) return waitingCard(state, view.send);
  const unchecked = isUnchecked(report);
  return html`<section class="card verdict" data-verdict=${report.verdict} aria-labelledby="verdict-title">
    <h3 id="verdict-title" tabindex="-1">${ICON[report.verdict]}${headline(report, state.asOf)}</h3>
    ${state.asOf === undefined ? nothing : html`<p class="as-of">Judged as of ${when(state.asOf)}, not as of now.
      <button type="button" class="link" @click=${() => view.send({ kind: 'as-of', instant: undefined })}>Back to now</button></p>`}
    ${unchecked ? uncheckedNote(report, view.send) : nothing}
    ${cause !== undefined ? causeOf(state, report, cause, view) : unchecked ? nothing : html`<p>${explanation(state)}</p>${uncomparedNote(state, view.send)}`}
  </section>`;
}

function causeOf(state: State, report: Report, cause: Finding, view: FindingsView): TemplateResult {
  const now = state.asOf === undefined ? state.now : new Date(state.asOf);
  const signer = signerRows(report, cause, now, view.send);
  const rest = signer === nothing ? cause : { ...cause, related: besideSigner(report, cause) };
  const issued = EXPIRED.has(cause.rule) && state.asOf === undefined ? issuedAt(report.timeline) : undefined;
  // The rows say what the rest of the message says, so that it can be compared.
  return html`${findingMessage(cause, signer === nothing ? cause.message : firstSentence(cause.message))}
    ${findingPlace(cause, view.send)}${signer}
    ${issued === undefined ? nothing : html`<p><button type="button" @click=${() => view.send({ kind: 'as-of', instant: issued })}>See whether it was fine when it was issued</button></p>`}
    <div class="cause" data-rule=${cause.rule}>${findingBody(rest, view)}</div>`;
}

/** What an old copy of a good login runs into. */
const EXPIRED: ReadonlySet<string> = new Set(['assertion-expired', 'assertion-confirmation-expired']);

/** Without metadata there is no key: whatever else was found, nobody knows who made the message. */
function isUnchecked({ metadata, signatures, verdict, findings }: Report): boolean {
  return metadata === undefined && (signatures.length > 0 || (verdict === 'undecided' && findings.length === 0));
}

function uncheckedNote({ signatures }: Report, send: Send): TemplateResult {
  return html`<div class="unchecked">${icons.key}<div>
    <p><strong>${signatures.length > 1 ? 'The signatures were not checked.' : 'The signature was not checked.'}</strong>
      Paste the identity provider’s metadata under Set up, so that this page can check who signed.</p>
    <button type="button" @click=${() => send({ kind: 'show', place: METADATA_BOX })}>Add the metadata</button></div></div>`;
}

const METADATA_BOX = { source: 'metadata', from: 0, to: 0, line: 1, column: 1 };
const LOGIN_MESSAGES: ReadonlySet<string | undefined> = new Set(['Response', 'Assertion', 'EncryptedAssertion']);

/** An error text or a request is no login that would fail. */
function headline({ verdict, capture }: Report, asOf: string | undefined): string {
  const judged = capture?.judged === undefined ? undefined : capture.messages[capture.judged];
  return verdict === 'reject' && !LOGIN_MESSAGES.has(judged?.kind) ? NOTHING_JUDGED : (asOf === undefined ? HEADLINE : HEADLINE_AS_OF)[verdict];
}

function explanation(state: State): string {
  const report = state.lanes.test.report;
  if (report?.verdict !== 'accept') return 'There is nothing here that could be accepted or refused.';
  const found = tally(report.findings.map((f) => f.severity).filter((s) => s === 'warning'));
  const rest = found === '' ? '' : ` There ${found.startsWith('1 ') ? 'is' : 'are'} ${found} to look at.`;
  const claims = uncomparedAccount(state) === undefined ? 'the claims are all' : 'the other claims are all';
  return `The signature, the addresses, the times and ${claims} as ${state.profile?.name ?? 'the service'} needs them.${rest}`;
}

/** An accepted login whose account was compared with nothing. */
function uncomparedNote(state: State, send: Send): unknown {
  const claim = uncomparedAccount(state);
  if (claim === undefined) return nothing;
  const value = state.lanes.test.report?.user?.claims[claim.name];
  const ours = `${state.profile?.name} ID`;
  return html`<div class="unchecked" id="account-uncompared">${icons.info}<div>
    <p><strong>Your ${ours} is not filled in,</strong> so “${claim.label}” of this response${
      value === undefined ? nothing : html` (${pasted(typeof value === 'string' ? value : value.join(', '))})`} was not compared with it.</p>
    <button type="button" @click=${() => send({ kind: 'go', tab: 'setup', to: '#account-id' })}>Fill in the ${ours}</button></div></div>`;
}

/** In a narrow window: the outcome in one line that stays in sight, and leads to the verdict. */
export function verdictLine({ lanes, asOf }: State): unknown {
  const { report, phase } = lanes.test;
  if (report === undefined || phase === 'stopped') return nothing;
  return html`<button type="button" class="verdict-line no-print" data-verdict=${report.verdict} @click=${goToVerdict}>
    ${ICON[report.verdict]}<span class="verdict-words">${headline(report, asOf)}</span><span class="verdict-more">${
      report.verdict === 'accept' ? 'See the user' : 'See why'}</span></button>`;
}

function goToVerdict(event: Event): void {
  const title = ((event.currentTarget as HTMLElement).getRootNode() as ShadowRoot).querySelector<HTMLElement>('#verdict-title');
  title?.scrollIntoView({ block: 'start' });
  title?.focus({ preventScroll: true });
}

function waitingCard({ engine, lanes, profile, example }: State, send: Send): TemplateResult {
  if (engine === 'unavailable') {
    return html`<section class="card empty" aria-labelledby="verdict-title">
      <span class="empty-icon">${icons.warning}</span><h3 id="verdict-title">The checker did not start</h3>
      <p class="soft">Reload the page to try again. If that does not help, your browser may block WebAssembly.</p>
    </section>`;
  }
  const acs = profile?.acsUrls[0];
  const checking = lanes.test.phase === 'checking';
  return html`<section class="card empty teaching" aria-labelledby="verdict-title" aria-busy=${checking}>
    <h3 id="verdict-title">Would this login work?</h3>
    <p class="soft">The answer appears here, with the first thing to fix and the user that would be created. What it needs is one
      SAML response, as your browser sent it:</p>
    <ol class="lesson">
      <li><strong>Open the developer tools</strong> of your browser (F12), tab Network, and tick “Preserve log”.</li>
      <li><strong>Sign in</strong> through your identity provider, even if that fails.</li>
      <li><strong>Choose the request</strong> to ${acs === undefined ? 'the service' : html`<code>${acs}</code>`}, tab Payload, and
        copy <code>SAMLResponse</code> into the box.</li>
    </ol>
    ${example === undefined ? html`<p class="lesson-else"><span class="soft">No login at hand?</span> ${examplesButton(send)}</p>` : nothing}
  </section>`;
}

/** The test's outcome in one sentence, for the live region. */
export function spokenVerdict(state: State): string {
  const { report, phase } = state.lanes.test;
  if (phase === 'stopped') return 'This response could not be checked. Your text is still here.';
  if (report === undefined || phase !== 'done') return '';
  const counted = tally(report.findings.map((f) => f.severity));
  return `${headline(report, state.asOf)}. ${counted === '' ? 'Nothing to look at.' : `${counted}.`}`;
}

/** The metadata's outcome in one sentence, for the live region. */
export function spokenMetadata(state: State): string {
  const { report, phase } = state.lanes.setup;
  if (phase === 'stopped') return 'This metadata could not be checked. Your text is still here.';
  if (report === undefined || phase !== 'done') return '';
  const counted = tally(report.findings.map((f) => f.severity));
  return `Metadata: ${counted === '' ? 'no problems found' : counted}.`;
}
