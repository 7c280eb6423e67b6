// How the paste was read, and which of its messages was judged.
import { html, nothing, type TemplateResult } from 'lit';
import type { Capture, Message } from '../types';
import { asSentence, breakable, pasted, sentence } from '../visible';
import { when } from '../when';
import { BINDING, DETAIL, FORMAT, size } from '../words';
import { row, type Send } from './parts';

export function readingPanel(capture: Capture, send: Send): TemplateResult {
  return html`<section class="card" aria-labelledby="reading-title">
    <header class="card-head"><h3 id="reading-title">How your paste was read</h3></header>
    <div><p>${FORMAT[capture.format] ?? sentence(capture.format)}</p>
      ${capture.steps.length === 1 ? html`<p class="soft">${capture.steps.map(stepWords)}</p>` : nothing}</div>
    ${capture.steps.length < 2 ? nothing : html`<ol class="steps">${capture.steps.map((s) => html`<li>${stepWords(s)}</li>`)}</ol>`}
    ${capture.messages.length > 1 ? messageChoice(capture, send) : nothing}
    ${messageRows(capture.messages[capture.judged ?? 0])}
  </section>`;
}

function messageChoice({ messages, judged }: Capture, send: Send): TemplateResult {
  return html`<fieldset class="messages"><legend>${messages.length} messages were found. This one is judged:</legend>
    ${messages.map((m, index) => html`<label><input type="radio" name="message" .checked=${index === judged}
      @change=${() => send({ kind: 'message-chosen', message: index })}>
      <span>${pasted(m.kind)}${m.time === undefined ? nothing : html` <span class="soft">${when(m.time)}</span>`}</span></label>`)}
  </fieldset>`;
}

function messageRows(message: Message | undefined): unknown {
  if (message === undefined) return nothing;
  const { binding, url, relayState, details } = message;
  return html`<dl class="rows">
    ${row('Message', pasted(message.kind))}
    ${binding === undefined ? nothing : row('Sent by', BINDING[binding] ?? binding)}
    ${url === undefined ? nothing : row('Sent to', breakable(url))}
    ${relayState === undefined ? nothing : row('Relay state', breakable(relayState))}
    ${details.map((d) => row(DETAIL[d.name] === undefined ? pasted(d.name) : html`<span title=${d.name}>${DETAIL[d.name]}</span>`,
      d.name === 'IssueInstant' ? when(d.value) : breakable(d.value)))}
  </dl>`;
}

/** A step in plain words: “Decoded from base64 · 4.8 kB”. */
function stepWords({ what, detail }: Capture['steps'][number]): unknown {
  const octets = /^decoded from base64 to (\d+) octets$/.exec(detail ?? '')?.[1];
  return octets === undefined ? sentence(asSentence(detail ?? what).replace(/\.$/, '')) : `Decoded from base64 · ${size(Number(octets))}`;
}
