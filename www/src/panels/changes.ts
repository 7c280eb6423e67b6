// How the metadata in the box differs from the saved one.
import { html, nothing, type TemplateResult } from 'lit';
import type { Change } from '../types';
import { pasted, sentence } from '../visible';
import { CHANGED } from '../words';
import { row } from './parts';

export function changesCard(changes: readonly Change[]): unknown {
  if (changes.length === 0) return nothing;
  return html`<section class="card" aria-labelledby="changes-title">
    <header class="card-head"><h3 id="changes-title">What saving would change</h3></header>
    <dl class="rows">${changes.map((c) => row(CHANGED[c.what] ?? sentence(c.what), beforeAndAfter(c)))}</dl>
  </section>`;
}

function beforeAndAfter({ before, after }: Change): TemplateResult {
  return html`${before === undefined ? nothing : html`<del><span class="visually-hidden">Until now: </span>${pasted(before)}</del>`}
    ${after === undefined ? nothing : html`<ins><span class="visually-hidden">New: </span>${pasted(after)}</ins>`}`;
}
