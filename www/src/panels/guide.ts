// Step 2: what to enter in the identity provider's own console, with the exact values of this account.
import { html, nothing, type TemplateResult } from 'lit';
import { icons } from '../icons';
import { guideParts, guideVendor, isFoldable, openParts, recognisedVendor, type GuidePart, type State } from '../state';
import type { SetupField, SetupGuide, SetupStep, VendorEntry } from '../types';
import { breakable, sentence } from '../visible';
import { plural } from '../words';
import { monogram } from './monogram';
import { fold, type Send } from './parts';
import { stepSection } from './step';

export function guideStep(state: State, send: Send): TemplateResult {
  const vendor = guideVendor(state);
  const guide = state.guide?.vendor === vendor?.name ? state.guide : undefined;
  const parts = guide === undefined ? [] : guideParts(guide);
  const done = parts.filter((part) => state.guideProgress.done.includes(part.key)).length;
  const label = state.vendors.find((v) => v.name === vendor?.name);
  const { summary, complete } = standing(state, label, done, parts.length);
  return stepSection({
    id: 'guide',
    number: 2,
    title: 'Your identity provider',
    summary,
    done: complete,
    open: !state.settled,
    body: html`<div class="card">${
      vendor === undefined || label === undefined
        ? vendorChoice(state, send)
        : html`${guideHead(label, vendor.chosen, done, parts, state, send)} ${guide === undefined ? guidePlaceholder() : guideBody(state, guide, parts, send)}`
    }</div>`,
  });
}

/** Done is what was ticked off to its end. That the metadata is there says nothing about what was entered there. */
function standing(state: State, chosen: VendorEntry | undefined, done: number, count: number): { summary: string; complete: boolean } {
  if (chosen !== undefined && count > 0 && done === count) return { summary: `${nameOf(chosen)}: all ${count} parts done`, complete: true };
  if (chosen !== undefined && done > 0) return { summary: `${nameOf(chosen)}: ${done} of ${count} parts done`, complete: false };
  if (chosen !== undefined) return { summary: nameOf(chosen), complete: false };
  const read = state.vendors.find((v) => v.name === recognisedVendor(state));
  if (read !== undefined) return { summary: `Recognised from your metadata: ${read.label}`, complete: false };
  return { summary: 'What to enter in its console, ready to copy', complete: false };
}

/** The core calls it “another identity provider”, in the middle of sentences. */
function nameOf(vendor: VendorEntry): string {
  return vendor.name === 'generic' ? 'Another identity provider' : vendor.label;
}

function choose({ guideProgress }: State, vendor: string, send: Send): void {
  send({ kind: 'guide-progress', progress: { ...guideProgress, vendor } });
}

/** How many the core knows: their places are kept until it says their names. */
const USUAL_COUNT = 14;
/** Those that most people look for; the others follow in the core's order, the one for any other last. */
const FIRST = ['okta', 'entra', 'google', 'onelogin', 'adfs'];

function inOrder(vendors: readonly VendorEntry[]): VendorEntry[] {
  const rank = ({ name }: VendorEntry): number => (FIRST.includes(name) ? FIRST.indexOf(name) : FIRST.length);
  return [...vendors].sort((a, b) => rank(a) - rank(b));
}

function vendorChoice(state: State, send: Send): TemplateResult {
  if (state.engine === 'unavailable') return html`<p class="soft">The guide comes with the checker, which did not start.</p>`;
  const vendors = inOrder(state.vendors);
  const recognised = recognisedVendor(state);
  const stop = recognised ?? vendors[0]?.name;
  return html`<h3 id="vendor-title">Which identity provider do you use?</h3>
    <div class="vendors" role="toolbar" data-recognised=${recognised !== undefined} aria-labelledby="vendor-title" aria-describedby="vendor-keys" @keydown=${moveTile} @focusin=${keepStop}>
      ${vendors.length > 0 ? nothing : Array.from({ length: USUAL_COUNT }, () => html`<span class="vendor-place"></span>`)}
      ${vendors.map((v) => vendorTile(v, v.name === recognised, v.name === stop, () => choose(state, v.name, send)))}
    </div>
    <p class="visually-hidden" id="vendor-keys">Arrow keys go from one to the next.</p>
    <p class="help vendor-help">${recognised === undefined ? 'Not sure? Paste its metadata in step 3, and this page tells you.' : html`Recognised from your metadata.
      <button type="button" class="link" @click=${() => choose(state, recognised, send)}>Show what to enter there</button>`}</p>`;
}

function vendorTile(v: VendorEntry, recognised: boolean, stop: boolean, chosen: () => void): TemplateResult {
  return html`<button type="button" class="vendor" data-vendor=${v.name} data-recognised=${recognised} aria-pressed=${recognised ? 'true' : nothing} tabindex=${stop ? 0 : -1} @click=${chosen}>${
    monogram(v.name, v.label)}<span class="vendor-name">${inWords(nameOf(v))}</span>${
    recognised ? html`<span class="recognised">${icons.check}<span class="visually-hidden">, recognised from your metadata</span></span>` : nothing}</button>`;
}

/** A name of several words in one may be broken between them. */
function inWords(name: string): unknown {
  return name.split(/(?<=[a-z])(?=[A-Z]{2}|[A-Z][a-z])/).map((part, at) => (at === 0 ? part : html`<wbr>${part}`));
}

/** The tiles are one stop for the Tab key; the arrow keys go by what is seen: along a row, and from row to row. */
function moveTile(event: KeyboardEvent): void {
  const tiles = [...(event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>('button.vendor')];
  const at = tiles.indexOf(event.target as HTMLElement);
  const top = tiles[0]?.offsetTop;
  const across = tiles.filter((tile) => tile.offsetTop === top).length;
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, ArrowDown: at + across, ArrowUp: at - across, Home: 0, End: tiles.length - 1 }[event.key];
  if (at === -1 || to === undefined) return;
  event.preventDefault();
  tiles[to]?.focus();
}

/** Coming back, the Tab key finds the tile that was left. */
function keepStop(event: FocusEvent): void {
  for (const tile of (event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>('button.vendor')) tile.tabIndex = tile === event.target ? 0 : -1;
}

function guideHead(vendor: VendorEntry, chosen: boolean, done: number, parts: readonly GuidePart[], state: State, send: Send): TemplateResult {
  const count = parts.length;
  return html`<header class="card-head guide-head">
    ${monogram(vendor.name, vendor.label)}
    <div><h3 id="guide-head" tabindex="-1">${nameOf(vendor)}</h3>
      <p class="soft">${chosen ? 'Follow the steps in its console, and tick off each one.' : 'Recognised from your metadata.'} ${allParts(state, parts, send)}</p></div>
    <div class="guide-progress">
      <progress max=${Math.max(count, 1)} value=${done} aria-label="Parts of the guide done"></progress>
      <span class="soft">${done} of ${count}</span>
    </div>
    <button type="button" class="link" @click=${() => choose(state, '', send)}>Choose another</button>
  </header>`;
}

function allParts(state: State, parts: readonly GuidePart[], send: Send): unknown {
  const keys = parts.filter(isFoldable).map((part) => part.key);
  if (keys.length < 2) return nothing;
  const open = openParts(state, parts).length < keys.length;
  return html`<button type="button" class="link" @click=${() => send({ kind: 'parts-opened', parts: keys, open })}>${open ? 'Open' : 'Shut'} all parts</button>`;
}

function guidePlaceholder(): TemplateResult {
  return html`<div class="guide-placeholder" aria-hidden="true"></div>`;
}

function guideBody(state: State, guide: SetupGuide, parts: readonly GuidePart[], send: Send): TemplateResult {
  const account = state.profile?.claims.some((c) => c.equalsAccount) === true && state.draft.accountId.trim() === '';
  const { done } = state.guideProgress;
  const open = openParts(state, parts);
  return html`${account ? html`<p class="tip">${icons.info}<span>Enter your ${state.profile?.name} ID in step 1: the values below then contain it.</span></p>` : nothing}
    <span class="visually-hidden" id="guide-done">: done</span>
    <ol class="guide">${parts.map((part, at) => partItem(part, at, done.includes(part.key), open.includes(part.key), nextPart(parts, at, done), send))}</ol>
    ${parts.every((part) => done.includes(part.key)) && state.draft.metadata === '' ? html`<p class="tip" data-tone="good">${icons.check}<span>All done there. Now paste its metadata in step 3.</span></p>` : nothing}
    ${acceptedValues(state)}
    ${guide.notes.length === 0 ? nothing : fold(`Good to know about ${guide.vendorLabel}`, html`<ul class="bullets">${guide.notes.map((n) => html`<li>${sentence(n)}</li>`)}</ul>`)}`;
}

/** Where the focus goes from a part that is done at its end: to the heading of what opens, or back to its own. */
function nextPart(parts: readonly GuidePart[], at: number, done: readonly string[]): string {
  const next = parts.findIndex((part, i) => i > at && isFoldable(part) && !done.includes(part.key));
  return `#guide-part-${next === -1 ? at : next}-head`;
}

function partItem(part: GuidePart, at: number, done: boolean, open: boolean, next: string, send: Send): TemplateResult {
  const id = `guide-part-${at}`;
  const title = html`<span class="crumbs" id=${`${id}-title`}>${part.path === undefined
    ? html`<span class="crumb" data-last="true">${part.steps.map((step) => sentence(step.text))}</span>` : crumbs(part.path)}</span>`;
  // Without a place in the console, what to do is what it is called.
  const steps = part.path === undefined ? part.steps.map((step) => ({ ...step, text: '' })) : part.steps;
  return html`<li class="guide-part" data-done=${done}>
    <input type="checkbox" id=${id} aria-labelledby=${`${id}-title guide-done`} .checked=${done} @change=${() => send({ kind: 'part-ticked', part: part.key })}>
    ${isFoldable(part) ? html`<h4><button type="button" class="part" id=${`${id}-head`} aria-expanded=${open} aria-controls=${`${id}-steps`}
        @click=${() => send({ kind: 'parts-opened', parts: [part.key], open: !open })}>${title}<span class="soft">${holds(part)}</span>${icons.chevron}</button></h4>
      <div class="guide-steps" id=${`${id}-steps`} ?hidden=${!open}>${blocksOf(steps).map(stepBlock)}${
        done ? nothing : html`<button type="button" class="part-done" aria-describedby=${`${id}-title`} @click=${() => send({ kind: 'part-ticked', part: part.key, to: next })}>Done</button>`}</div>` : html`<label for=${id}>${title}</label>`}
  </li>`;
}

/** What a part that is shut has in it: what is looked for there are its values. */
function holds({ steps }: GuidePart): string {
  const values = steps.reduce((count, { fields, code }) => count + fields.length + (code === undefined ? 0 : 1), 0);
  return values > 0 ? plural(values, 'value', 'values') : plural(steps.length, 'step', 'steps');
}

/** Where in the console, one level after the other. */
function crumbs(path: string): unknown {
  const levels = path.split('→').map((level) => level.trim());
  // What is edited says more than that it is.
  const telling = levels.length - (levels.at(-1) === 'Edit' ? 2 : 1);
  return levels.map((level, at) => html`${at === 0 ? nothing : html`<span class="crumb-mark" aria-hidden="true">›</span><span class="visually-hidden">, then </span>`}<span class="crumb" data-last=${at >= telling}>${sentence(level)}</span>`);
}

interface Block {
  text: string;
  fields: { field: SetupField; help: string }[];
  code: string | undefined;
}

/** Longer words stand above their field, shorter ones beside its name. */
const SHORT = 72;

/** Fields that follow each other with no more than a few words make one table. */
function blocksOf(steps: readonly SetupStep[]): Block[] {
  const blocks: Block[] = [];
  for (const { text, fields, code } of steps) {
    const [only] = fields;
    if (fields.length !== 1 || only === undefined || code !== undefined || text.length > SHORT) {
      blocks.push({ text, fields: fields.map((field) => ({ field, help: '' })), code });
      continue;
    }
    const last = blocks.at(-1);
    const row = { field: only, help: text };
    if (last !== undefined && last.fields.length > 0 && last.text === '') last.fields.push(row);
    else blocks.push({ text: '', fields: [row], code: undefined });
  }
  return blocks;
}

function stepBlock({ text, fields, code }: Block): TemplateResult {
  return html`<div class="guide-step">
    ${text === '' ? nothing : html`<p>${sentence(text)}</p>`}
    ${fields.length === 0 ? nothing : html`<dl class="value-list">${fields.map(fieldRow)}</dl>`}
    ${code === undefined ? nothing : html`<div class="code-block"><pre tabindex="0" aria-label="To paste"><code>${code}</code></pre><sso-copy .value=${code} label="this text"></sso-copy></div>`}
  </div>`;
}

function fieldRow({ field: { field, value }, help }: Block['fields'][number]): TemplateResult {
  return html`<div class="value"><dt>${field}${help === '' ? nothing : html`<span class="soft">${sentence(help)}</span>`}</dt><dd><code>${breakable(value)}</code><sso-copy .value=${value} .label=${field}></sso-copy></dd></div>`;
}

/** Claims that take only certain values: what each of them allows, ready to copy. */
function acceptedValues({ profile }: State): unknown {
  const limited = profile?.claims.filter((c) => (c.accepted?.length ?? 0) > 0) ?? [];
  return limited.map((claim) => fold(
    html`${plural(claim.accepted?.length ?? 0, 'value', 'values')} that <code>${claim.name}</code> may have`,
    html`<dl class="value-list">${claim.accepted?.map(({ value, label, description }) => html`<div class="value">
      <dt>${label}<span class="soft">${description}</span></dt><dd><code>${value}</code><sso-copy .value=${value} .label=${label}></sso-copy></dd></div>`)}</dl>`,
  ));
}
