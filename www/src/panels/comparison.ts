// How another capture differs: the login that works beside the one that fails.
import { html, nothing, type TemplateResult } from 'lit';
import { annotationsOf } from '../annotations';
import { icons } from '../icons';
import type { State } from '../state';
import type { Comparison, Difference } from '../types';
import { pasted, sentence } from '../visible';
import { fold, type Send } from './parts';

export function otherCaptureBox(state: State, send: Send): TemplateResult {
  return fold('Compare with another response', html`<div class="field">
    <p class="help" id="other-help">Compare a login that works with one that fails, or yesterday’s with today’s. Only what matters is compared.</p>
    <sso-text-box id="other-capture" labelledby="other-label" describedby="other-help" placeholder="SAMLResponse=…"
      .value=${state.otherCapture} .annotations=${annotationsOf(state.lanes.test, 'otherCapture')}
      .shown=${state.shown?.place.source === 'otherCapture' ? state.shown.place : undefined}
      @box-input=${(event: CustomEvent<string>) => send({ kind: 'other-edited', otherCapture: event.detail })}></sso-text-box>
    <span class="visually-hidden" id="other-label">Other response</span>
    ${state.otherCapture === '' || state.capture === '' ? nothing
      : html`<p><button type="button" class="link" @click=${() => send({ kind: 'swapped' })}>${icons.swap}Swap the two</button></p>`}
  </div>`, 'small', state.otherCapture !== '');
}

export function comparisonPanel(comparison: Comparison | undefined): unknown {
  if (comparison === undefined) return nothing;
  const { differences } = comparison;
  return html`<section class="card" aria-labelledby="comparison-title">
    <header class="card-head"><h3 id="comparison-title">Compared with the other response</h3></header>
    ${differences.length === 0
      ? html`<p class="soft">No difference that matters: same sender, signatures, addresses and claims.</p>`
      : html`<table class="claims comparison stacks" role="table">
          <thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader">What</th><th scope="col" role="columnheader">This one</th><th scope="col" role="columnheader">The other</th></tr></thead>
          <tbody role="rowgroup">${differences.map(differenceRow)}</tbody>
        </table>`}
  </section>`;
}

function differenceRow(difference: Difference): TemplateResult {
  return html`<tr role="row"><th scope="row" role="rowheader">${sentence(difference.what)}</th><td role="cell" data-label="This one">${
    side(difference.this)}</td><td role="cell" data-label="The other">${side(difference.other)}</td></tr>`;
}

function side(text: string | undefined): TemplateResult {
  return text === undefined ? html`<span class="soft">None</span>` : pasted(text);
}
