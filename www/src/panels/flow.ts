// Several messages as what they were: a login from its request to what the service answered.
import { html, nothing, type TemplateResult } from 'lit';
import { icons } from '../icons';
import type { FlowStep, Login, Report } from '../types';
import { pasted } from '../visible';
import { when } from '../when';
import { BINDING, plural } from '../words';
import { row, type Send } from './parts';

/** More than a recording of a person's morning has. */
const MOST_LOGINS = 40;

export function flowPanel({ flow, capture }: Report, send: Send): unknown {
  if (flow === undefined || capture === undefined || capture.messages.length < 2) return nothing;
  return html`<section class="card" aria-labelledby="flow-title">
    <header class="card-head"><h3 id="flow-title">What happened</h3><span class="soft">${
      plural(flow.length, 'exchange', 'exchanges')}, ${plural(capture.messages.length, 'message', 'messages')}</span></header>
    ${flow.slice(0, MOST_LOGINS).map((login) => exchange(login, capture.judged, send))}
    ${flow.length > MOST_LOGINS ? html`<p class="soft">${plural(flow.length - MOST_LOGINS, 'more exchange is', 'more exchanges are')} not shown.</p>` : nothing}
  </section>`;
}

function exchange({ steps, judged }: Login, chosen: number | undefined, send: Send): TemplateResult {
  return html`<ol class="flow" data-judged=${judged}>${steps.map((step) => flowStep(step, step.message === chosen, send))}</ol>`;
}

function flowStep(step: FlowStep, judged: boolean, send: Send): TemplateResult {
  const { kind, binding, sender, url, time, answer, message } = step;
  return html`<li data-judged=${judged}>
    <p class="flow-head"><strong>${pasted(kind)}</strong>${binding === undefined ? nothing : html`<span class="tag">${BINDING[binding] ?? binding}</span>`}
      ${judged ? html`<span class="pill" data-tone="good">${icons.check}Judged</span>`
        : html`<button type="button" class="link" @click=${() => send({ kind: 'message-chosen', message })}>Judge this one</button>`}</p>
    <dl class="rows">
      ${time === undefined ? nothing : row('Sent', when(time))}
      ${sender === undefined ? nothing : row('By', pasted(sender))}
      ${url === undefined ? nothing : row('To', pasted(url))}
      ${answer === undefined ? nothing : row('Answer', html`${answer.status === 0 ? 'None: the browser got no answer' : `HTTP ${answer.status}`}${
        answer.location === undefined ? nothing : html`<span class="soft">sent on to ${pasted(answer.location)}</span>`}${
        answer.text === undefined ? nothing : html`<span class="soft">“${pasted(answer.text)}”</span>`}`)}
    </dl>
  </li>`;
}
