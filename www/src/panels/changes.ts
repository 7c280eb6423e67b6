// What saving would change: the metadata, and the fields beside it.
import { html, nothing, type TemplateResult } from 'lit';
import type { Change } from '../types';
import { pasted, sentence } from '../visible';
import { CHANGED } from '../words';
import { row } from './parts';

export function changesCard(changes: readonly Change[], fields: readonly { label: string; before: string; after: string }[]): unknown {
  if (changes.length + fields.length === 0) return nothing;
  return html`<section class="card" aria-labelledby="changes-title">
    <header class="card-head"><h3 id="changes-title">What saving would change</h3></header>
    <dl class="rows">${changes.map((c) => row(CHANGED[c.what] ?? sentence(c.what), beforeAndAfter(c.before, c.after)))}
      ${fields.map(({ label, before, after }) => row(label, beforeAndAfter(before === '' ? undefined : before, after === '' ? undefined : after)))}</dl>
  </section>`;
}

function beforeAndAfter(before: string | undefined, after: string | undefined): TemplateResult {
  return html`${before === undefined ? nothing : html`<del><span class="visually-hidden">Until now: </span>${pasted(before)}</del>`}
    ${after === undefined ? html`<span class="soft">${before === undefined ? '' : 'Taken away'}</span>` : html`<ins><span class="visually-hidden">New: </span>${pasted(after)}</ins>`}`;
}
