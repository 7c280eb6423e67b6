// The report to take along: as text, as JSON, and redacted for a support ticket. Never as a link.
import { html, nothing, type TemplateResult } from 'lit';
import { icons } from '../icons';
import { reportAsText } from '../report-text';
import type { State } from '../state';
import type { Report } from '../types';
import type { Send } from './parts';

export function sharePanel(state: State, send: Send): unknown {
  const report = state.lanes.test.report;
  if (report === undefined) return nothing;
  const { text, json } = formsOf(report);
  return html`<section class="card share" aria-labelledby="share-title">
    <header class="card-head spread"><h3 id="share-title">Export the report</h3>
      <button type="button" class="link no-print" @click=${() => window.print()}>${icons.print}Print</button></header>
    <div class="share-row"><span>As text<span class="soft">With the values of the message, for your own notes</span></span>
      <sso-copy .value=${text} label="the report as text"></sso-copy></div>
    <div class="share-row"><span>As JSON<span class="soft">Everything that was found, for programs</span></span>
      <sso-copy .value=${json} label="the report as JSON"></sso-copy></div>
    <div class="share-row"><span>Redacted<span class="soft">For a support ticket: names, e-mail addresses, IDs, hosts and values are replaced. Certificates keep their names: they are public.</span></span>
      ${state.redacted === undefined ? html`<button type="button" @click=${() => send({ kind: 'redact' })}>Prepare</button>` : nothing}</div>
    ${redactedReport(state, send)}
  </section>`;
}

function redactedReport({ redacted }: State, send: Send): unknown {
  if (redacted === undefined) return nothing;
  if (redacted.phase === 'loading') return html`<p class="soft" role="status">Replacing the values…</p>`;
  if (redacted.phase === 'failed') return html`<div class="failure"><p role="alert">${icons.error} ${
    navigator.onLine ? 'The part of the checker that redacts could not be loaded.' : 'You are offline, and the part of the checker that redacts was not loaded before.'} Nothing was sent or lost.</p>
    <button type="button" @click=${() => send({ kind: 'redact' })}>Try again</button></div>`;
  return preview(redacted.value);
}

function preview(report: Report): TemplateResult {
  const { text, json } = formsOf(report);
  return html`<div class="field">
    <label for="redacted-text">This is what you share. Read it before you send it.</label>
    <textarea id="redacted-text" readonly rows="10" spellcheck="false" .value=${text}></textarea>
    <div class="share-row"><span class="soft">Copy it as text, or as JSON for people with tools</span><span class="share-buttons">
      <sso-copy .value=${text} label="the redacted report as text" words="Text"></sso-copy>
      <sso-copy .value=${json} label="the redacted report as JSON" words="JSON"></sso-copy></span></div>
  </div>`;
}

const made = new WeakMap<Report, { text: string; json: string }>();

/** Both forms of a report, written once: the page is drawn more often than a report changes. */
function formsOf(report: Report): { text: string; json: string } {
  const forms = made.get(report) ?? { text: reportAsText(report), json: JSON.stringify(report, undefined, 2) };
  made.set(report, forms);
  return forms;
}
