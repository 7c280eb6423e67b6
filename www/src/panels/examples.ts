// The gallery: a set-up that works or fails, in one click.
import { html, nothing, type TemplateResult } from 'lit';
import type { Example } from '../examples';
import { icons } from '../icons';
import type { State } from '../state';
import { withOwnName } from '../visible';
import { when } from '../when';
import { type Send } from './parts';

/** The button that opens the gallery. */
export function examplesButton(send: Send, words = 'Try an example'): TemplateResult {
  return html`<button type="button" class="link" aria-haspopup="dialog"
    @click=${() => send({ kind: 'dialog', dialog: 'examples' })}>${icons.sample}${words}</button>`;
}

export function examplesDialog({ dialog, examples, profile }: State, send: Send): TemplateResult {
  const close = (): void => send({ kind: 'dialog', dialog: 'none' });
  return html`<dialog id="examples-dialog" class="wide" data-open=${dialog === 'examples'} aria-labelledby="examples-title" @cancel=${(event: Event) => {
    event.preventDefault();
    close();
  }}>
    <header class="dialog-head"><h2 id="examples-title">Examples</h2>
      <button type="button" class="link" autofocus @click=${close}>${icons.close}Close</button></header>
    <p class="soft">Each one fills this page. Your own text comes back when you leave it.</p>
    ${dialog !== 'examples' || examples === undefined || examples.phase === 'loading'
      ? html`<p class="soft" role="status">Loading…</p>`
      : examples.phase === 'failed'
        ? html`<p role="alert">The examples could not be loaded. Close this, and try again when you are online.</p>`
        : gallery(examples.value, profile?.name, send)}
  </dialog>`;
}

function gallery(examples: readonly Example[], name: string | undefined, send: Send): TemplateResult[] {
  const vendors = [...new Set(examples.map((e) => e.vendorLabel))];
  return vendors.map((vendor) => [vendor, examples.filter((e) => e.vendorLabel === vendor)] as const).map(([vendor, those]) => html`<section class="gallery-vendor">
    <h3>${vendor}</h3>
    <ul>${those.map((example) => html`<li><button type="button" class="example" @click=${() => send({ kind: 'example-chosen', example })}>
      <span class="example-head"><span class="example-title">${example.title}</span>${outcome(example.verdict)}</span>
      <span class="soft">${withOwnName(example.teaches, name)}</span></button></li>`)}</ul>
  </section>`);
}

function outcome(verdict: string): TemplateResult {
  switch (verdict) {
    case 'accept':
      return html`<span class="pill" data-tone="good">${icons.check}Works</span>`;
    case 'reject':
      return html`<span class="pill" data-tone="bad">${icons.error}Fails</span>`;
    default:
      return html`<span class="pill">${icons.question}No verdict</span>`;
  }
}

/** Says that the boxes hold an example, and leads back. */
export function exampleNotice({ example, profile }: State, send: Send): unknown {
  if (example === undefined) return nothing;
  const { vendorLabel, title, teaches, input } = example.example;
  return html`<aside class="notice example-notice" aria-label="Example" tabindex="-1">${icons.sample}<div>
    <p><strong>Example: ${vendorLabel}, ${title.charAt(0).toLowerCase()}${title.slice(1)}.</strong> ${withOwnName(teaches, profile?.name)}</p>
    <p class="soft">Made with throw-away keys and judged as of ${when(input.now)}. Change what you like; nothing is saved.</p>
    <p class="notice-actions"><button type="button" id="leave-example" @click=${() => send({ kind: 'example-left' })}>Back to my own text</button>
      ${examplesButton(send, 'Another example')}</p>
  </div></aside>`;
}
