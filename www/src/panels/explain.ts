// What a rule means, why it matters and how to fix it, for whoever wants more than the finding says.
import { html, nothing, type TemplateResult } from 'lit';
import { icons } from '../icons';
import type { Explained } from '../rule-docs';
import type { State } from '../state';
import { sentence, withBoxNames, withOwnName } from '../visible';
import type { Send } from './parts';

/** A rule's name, which opens its explanation and can be copied. */
export function ruleName(rule: string, send: Send): TemplateResult {
  return html`<span class="rule-chip"><button type="button" class="link rule-name" aria-haspopup="dialog" title="What this rule means"
    @click=${() => send({ kind: 'explain', rule })}><code>${rule}</code>${icons.question}</button><sso-copy .value=${rule} .label=${`the rule’s name ${rule}`}></sso-copy></span>`;
}

export function explainDialog({ dialog, explained, profile }: State, send: Send): TemplateResult {
  const title = explained?.doc.phase === 'there' ? explained.doc.value?.title : undefined;
  const close = (): void => send({ kind: 'dialog', dialog: 'none' });
  return html`<dialog id="explain-dialog" class="wide" data-open=${dialog === 'explain'} aria-labelledby="explain-title" @cancel=${(event: Event) => {
    event.preventDefault();
    close();
  }}>
    <header class="dialog-head"><div><h2 id="explain-title">${title ?? 'What this rule means'}</h2>
      <p class="rule-under"><code>${explained?.rule}</code></p></div>
      <button type="button" class="link" autofocus @click=${close}>${icons.close}Close</button></header>
    ${explained === undefined ? nothing : body(explained, (text) => withBoxNames(withOwnName(text, profile?.name)))}
  </dialog>`;
}

function body({ doc }: NonNullable<State['explained']>, named: (text: string) => string): unknown {
  if (doc.phase === 'loading') return html`<p class="soft" role="status">Loading…</p>`;
  if (doc.phase === 'failed' || doc.value === undefined) return html`<p role="alert">The explanation could not be loaded.</p>`;
  return explanation(doc.value, named);
}

function explanation({ doc: { meaning, why, example, fix, standard }, steps }: Explained, named: (text: string) => string): TemplateResult {
  return html`<div class="explanation">
    <h3>What it means</h3>${paragraphs(named(meaning))}${paragraphs(named(why))}
    <h3>How to fix it</h3>${paragraphs(named(fix))}
    ${steps.length === 0 ? nothing : html`<ul class="explained-steps">${steps.map((step) => html`<li>${sentence(named(step))}</li>`)}</ul>`}
    ${example === '' ? nothing : html`<h3>Example</h3><p class="soft">${sentence(example)}</p>`}
    ${standard === '' ? nothing : html`<h3>Standard</h3><p>${sentence(standard)}</p>`}
  </div>`;
}

/** Paragraphs with `code` in them: all of the markup that the texts use. */
function paragraphs(text: string): TemplateResult[] {
  return text.split(/\n{2,}/).filter((paragraph) => paragraph !== '').map((paragraph) => html`<p>${paragraph.split('`').map((part, at) => (at % 2 === 1 ? html`<code>${part}</code>` : part))}</p>`);
}
