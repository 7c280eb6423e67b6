// “Test a login”: a pasted response, whether it would work, and everything behind that answer.
import { html, nothing, type TemplateResult } from 'lit';
import { annotationsOf } from '../annotations';
import { boxOf, boxTools, openFile } from './box-tools';
import { icons } from '../icons';
import { reportOnView } from '../lines';
import { findingsOfTest, type State } from '../state';
import { timeOnly } from '../when';
import { plural, productOf, tally } from '../words';
import { DEFAULT_SKEW_S } from '../windows';
import { claimsPanel } from './claims';
import { comparisonPanel, otherCaptureBox } from './comparison';
import { decodedPanel } from './decoded';
import { examplesButton } from './examples';
import { findingsList } from './findings';
import { flowPanel } from './flow';
import { optionsPanel } from './options';
import { checkingMark, fold, type Send } from './parts';
import { readingPanel } from './reading';
import { longCheck } from './progress';
import { sharePanel } from './share';
import { stoppedNotice } from './setup';
import { signaturesPanel } from './signatures';
import { timelinePanel } from './timeline';
import { arrivedCard, userCard } from './user';
import { verdictCard, verdictLine } from './verdict';

export function testSection(state: State, send: Send, cancel: () => void): TemplateResult {
  const { test } = state.lanes;
  const compact = state.capture !== '' && test.report !== undefined;
  const shown = state.shown?.place.source === 'capture' ? state.shown.place : undefined;
  return html`${verdictLine(state)}<section class="section" aria-labelledby="test-title">
    <header class="section-head spread">
      <h2 class="visually-hidden" id="test-title">Test a login</h2>
      <p>Paste the response of a sign-in to see whether ${state.profile?.name ?? 'the service'} would accept it, and if not, why.</p>
      ${state.example === undefined && state.capture !== '' ? examplesButton(send) : nothing}
    </header>
    <div class="columns">
      <div class="card box-card">
        <div class="label-line">
          <span class="label" id="capture-label" @click=${focusBox}>Response</span>
          ${checkingMark(test.phase === 'checking')}
          ${openFile('capture-file', '.xml,.har,.json,.txt,.html,text/*,application/json,application/xml')}
          ${boxTools(annotationsOf(test, 'capture')?.notes ?? [], false, false, () => undefined)}
        </div>
        <sso-text-box id="capture" data-compact=${compact} labelledby="capture-label" describedby="capture-help"
          placeholder="SAMLResponse=PHNhbWxw…"
          .value=${state.capture} .annotations=${annotationsOf(test, 'capture')} .shown=${shown}
          @box-input=${(e: CustomEvent<string>) => send({ kind: 'capture-edited', capture: e.detail })}
          @box-refused=${(e: CustomEvent<string>) => send({ kind: 'file-refused', lane: 'test', reason: e.detail })}
        ></sso-text-box>
        ${longCheck(test, cancel)}
        <p class="help" id="capture-help" data-refused=${state.fileFailure.test !== undefined}>${state.fileFailure.test ??
          'The test box takes what you have: XML, base64, a form body, a redirect address, a HAR file or a cURL command. It is never stored.'}</p>
        ${whereToFind(state)} ${otherCaptureBox(state, send)} ${optionsPanel(state, send)}
      </div>
      <div class="column answers" aria-busy=${test.phase === 'checking'}>
        ${test.phase === 'stopped' ? stoppedNotice(test.why, 'test', send) : answers(state, send)}
      </div>
      ${test.report === undefined ? nothing : material(state, send)}
    </div>
  </section>`;
}

/** What comes of it: the verdict, the user, what led to the verdict; at the end, what to take along. */
function answers(given: State, send: Send): TemplateResult {
  const report = reportOnView(given, 'test');
  if (report === undefined) return verdictCard(given, undefined, { product: undefined, send });
  const state: State = { ...given, lanes: { ...given.lanes, test: { ...given.lanes.test, report } } };
  const { own, shownAbove } = findingsOfTest(state);
  const cause = report.verdict === 'accept' ? undefined : own[0];
  const others = cause === undefined ? own : own.slice(1);
  const view = { product: productOf(report.metadata), send };
  const { at } = state.lanes.test;
  return html`<div>${verdictCard(state, cause, view)}${
    at === undefined || state.asOf !== undefined ? nothing : html`<p class="soft checked-at">Checked at ${timeOnly(at)}</p>`}</div> ${report.user === undefined ? arrivedCard(report, send) : userCard(state, report.user)}
  ${comparisonPanel(report.comparison)}
  ${others.length === 0 ? nothing : html`<section class="card" aria-labelledby="test-findings-title">
    <header class="card-head"><h3 id="test-findings-title">${cause === undefined ? '' : 'Also found: '}${
      tally(others.map((f) => f.severity))}</h3></header>
    ${findingsList(others, view)}
  </section>`}
  ${shownAbove === 0 ? nothing : html`<p class="aside"><button type="button" class="link" @click=${() => send({ kind: 'go', tab: 'setup', to: '#metadata-findings-title' })}>${
    icons.info}${plural(shownAbove, 'finding', 'findings')} about the metadata, under Set up</button></p>`}
  ${signaturesPanel(report, send)}
  ${report.signatures.length + report.claims.length === 0 ? nothing : timelinePanel(report, state.asOf, (state.host.clockSkewSeconds ?? DEFAULT_SKEW_S) * 1000, send)}
  ${sharePanel(given, send)}`;
}

/** What was read: the text itself, its claims, how the paste became a text. */
function material(state: State, send: Send): unknown {
  const report = reportOnView(state, 'test');
  if (report === undefined) return nothing;
  return html`<div class="column material">
    ${decodedPanel(state, send)} ${flowPanel(report, send)}
    ${report.claims.length === 0 ? nothing : claimsPanel(report, send)}
    ${report.capture === undefined ? nothing : readingPanel(report.capture, send)}
  </div>`;
}

function whereToFind({ profile }: State): TemplateResult {
  const acs = profile?.acsUrls[0];
  return fold(
    'Where do I find a response?',
    html`<dl class="ways">
      <div><dt>In the browser</dt><dd>Open the developer tools, tab Network, and tick “Preserve log”. Sign in. Choose the
        request to ${acs === undefined ? 'the service' : html`<code>${acs}</code>`}, tab Payload, and copy <code>SAMLResponse</code>.</dd></div>
      <div><dt>With an extension</dt><dd>SAML-tracer: sign in while it is open, then Export and choose “None” for the
        masking. Then open the file here.</dd></div>
      <div><dt>At the identity provider</dt><dd>Okta: Sign On, “Preview the SAML assertion”; it shows the claims, without a
        signature. Microsoft Entra ID: Single sign-on, “Test”, then download the response.</dd></div>
    </dl>`,
    'small',
  );
}

function focusBox(event: Event): void {
  boxOf(event)?.focus();
}
