// How the paste was read, and which of its messages was judged.
import { html, nothing, type TemplateResult } from 'lit';
import type { Capture, Message } from '../types';
import { pasted, sentence } from '../visible';
import { FORMAT, moment } from '../words';
import { row, type Send } from './parts';

export function readingPanel(capture: Capture, send: Send): TemplateResult {
  return html`<section class="card" aria-labelledby="reading-title">
    <header class="card-head"><h3 id="reading-title">How your paste was read</h3></header>
    <p>${FORMAT[capture.format] ?? sentence(capture.format)}</p>
    ${capture.steps.length === 0 ? nothing : html`<ol class="steps">${capture.steps.map(
      (s) => html`<li><span>${sentence(s.detail ?? s.what)}</span></li>`,
    )}</ol>`}
    ${capture.messages.length > 1 ? messageChoice(capture, send) : nothing}
    ${messageRows(capture.messages[capture.judged ?? 0])}
  </section>`;
}

function messageChoice({ messages, judged }: Capture, send: Send): TemplateResult {
  return html`<fieldset class="messages"><legend>${messages.length} messages were found. This one is judged:</legend>
    ${messages.map((m, index) => html`<label><input type="radio" name="message" .checked=${index === judged}
      @change=${() => send({ kind: 'message-chosen', message: index })}>
      <span>${pasted(m.kind)}${m.time === undefined ? nothing : html` <span class="soft">${moment(m.time)}</span>`}</span></label>`)}
  </fieldset>`;
}

function messageRows(message: Message | undefined): unknown {
  if (message === undefined) return nothing;
  const { binding, url, relayState, details } = message;
  return html`<dl class="rows">
    ${row('Message', pasted(message.kind))}
    ${binding === undefined ? nothing : row('Sent by', binding)}
    ${url === undefined ? nothing : row('Sent to', pasted(url))}
    ${relayState === undefined ? nothing : row('Relay state', pasted(relayState))}
    ${details.map((d) => row(pasted(d.name), pasted(d.value)))}
  </dl>`;
}
