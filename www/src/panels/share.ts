// The report to take along: as text, as JSON, and redacted for a support ticket. Never as a link.
import { html, nothing, type TemplateResult } from 'lit';
import { icons } from '../icons';
import { reportAsText } from '../report-text';
import type { State } from '../state';
import type { Report } from '../types';
import type { Send } from './parts';

export function sharePanel(state: State, send: Send): unknown {
  const report = state.lanes.test.report;
  if (report === undefined || state.lanes.test.phase !== 'done') return nothing;
  return html`<section class="card share" aria-labelledby="share-title">
    <header class="card-head spread"><h3 id="share-title">Take the report along</h3>
      <button type="button" class="link no-print" @click=${() => window.print()}>${icons.print}Print</button></header>
    <div class="share-row"><span>As text<span class="soft">With the values of the message, for your own notes</span></span>
      <sso-copy .value=${reportAsText(report)} label="the report as text"></sso-copy></div>
    <div class="share-row"><span>As JSON<span class="soft">Everything that was found, for programs</span></span>
      <sso-copy .value=${JSON.stringify(report, undefined, 2)} label="the report as JSON"></sso-copy></div>
    <div class="share-row"><span>Redacted<span class="soft">For a support ticket: names, e-mail addresses, IDs, hosts and values are replaced</span></span>
      ${state.redacted === undefined || state.redacted.phase === 'failed' ? html`<button type="button" @click=${() => send({ kind: 'redact' })}>Prepare</button>` : nothing}</div>
    ${redactedReport(state)}
  </section>`;
}

function redactedReport({ redacted }: State): unknown {
  if (redacted === undefined) return nothing;
  if (redacted.phase === 'loading') return html`<p class="soft" role="status">Replacing every value…</p>`;
  if (redacted.phase === 'failed') return html`<p role="alert" class="failure">${icons.error} The part that redacts could not be loaded. Are you offline? Prepare tries again.</p>`;
  return preview(redacted.value);
}

function preview(report: Report): TemplateResult {
  const text = reportAsText(report);
  return html`<div class="field">
    <label for="redacted-text">This is what you share. Read it before you send it.</label>
    <textarea id="redacted-text" readonly rows="10" spellcheck="false" .value=${text}></textarea>
    <div class="share-row"><span class="soft">Copy it as text, or as JSON for people with tools</span><span class="share-buttons">
      <sso-copy .value=${text} label="the redacted report as text"></sso-copy>
      <sso-copy .value=${JSON.stringify(report, undefined, 2)} label="the redacted report as JSON"></sso-copy></span></div>
  </div>`;
}
