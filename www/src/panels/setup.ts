// “Set up”: the account, the identity provider's console, the metadata it gives, and saving.
import { html, nothing, type TemplateResult } from 'lit';
import { icons } from '../icons';
import { annotationsOf } from '../annotations';
import type { Lane } from '../checker';
import type { TextBox } from '../editor/text-box';
import { reportOnView } from '../lines';
import { changedFields, type State } from '../state';
import { productOf, tally } from '../words';
import { accountStep } from './account';
import { boxOf, boxTools, openFile } from './box-tools';
import { changesCard } from './changes';
import { findingsList } from './findings';
import { guideStep } from './guide';
import { identityProvider } from './identity-provider';
import { checkingMark, type Send } from './parts';
import { longCheck } from './progress';
import { elsewhereNotice, removal, saveBar } from './save-bar';
import { stepSection } from './step';

export interface SetupHandlers {
  send: Send;
  save: () => void;
  undo: () => void;
  cancel: () => void;
}

export function setupSection(state: State, handlers: SetupHandlers): TemplateResult {
  const { send, save } = handlers;
  return html`<form class="section steps-form" novalidate aria-label="Set up" @submit=${(event: Event) => {
    event.preventDefault();
    save();
  }}>
    ${state.engine === 'unavailable' ? html`<div class="notice">${icons.warning}<p><strong>The checker did not start.</strong> Reload the page to try
      again. If that does not help, your browser may block WebAssembly. What you typed stays.</p></div>` : nothing}
    ${elsewhereNotice(state, send)}
    ${accountStep(state, send)} ${guideStep(state, send)} ${metadataStep(state, handlers)}
    ${saveBar(state, handlers)}
  </form>`;
}

function metadataStep(state: State, handlers: SetupHandlers): TemplateResult {
  const { report } = state.lanes.setup;
  const usable = report?.verdict === 'accept' && state.draft.metadata !== '';
  return stepSection({
    id: 'metadata',
    number: 3,
    title: 'Its metadata',
    summary: usable ? (productOf(report.metadata) ?? 'Read without errors') : 'Paste what your identity provider gives you',
    done: usable,
    open: true,
    body: html`<div class="split">
      ${metadataBox(state, handlers)}
      <div class="results" aria-busy=${state.lanes.setup.phase === 'checking'}>${metadataResults(state, handlers)}</div>
    </div>${removal(state, handlers.send)}`,
  });
}

function metadataBox(state: State, { send, cancel }: SetupHandlers): TemplateResult {
  const { setup } = state.lanes;
  const shown = state.shown?.place.source === 'metadata' ? state.shown.place : undefined;
  const empty = state.draft.metadata === '';
  // What is empty is there to be filled.
  const readable = state.readable.metadata === true && !empty;
  return html`<div class="card box-card">
    <div class="label-line">
      <span class="label" id="metadata-label" @click=${(event: Event) => (event.currentTarget as HTMLElement).closest('.box-card')?.querySelector<HTMLElement>('sso-text-box')?.focus()}>Metadata XML</span>
      ${checkingMark(setup.phase === 'checking')}
      ${openFile('metadata-file', '.xml,text/xml,application/xml,application/samlmetadata+xml')}
      ${boxTools(annotationsOf(setup, 'metadata')?.notes ?? [], readable, !empty, (on) => send({ kind: 'readable', box: 'metadata', readable: on }))}
    </div>
    <div class="drop-zone" data-empty=${empty}>
      <sso-text-box id="metadata" xml labelledby="metadata-label" describedby="metadata-help"
        .value=${state.draft.metadata} .readable=${readable} .annotations=${annotationsOf(setup, 'metadata')} .shown=${shown}
        @box-input=${(e: CustomEvent<string>) => send({ kind: 'edited', draft: { metadata: e.detail } })}
        @box-original=${() => send({ kind: 'readable', box: 'metadata', readable: false })}
        @box-reading=${() => send({ kind: 'paste-while-reading' })}
        @box-refused=${(e: CustomEvent<string>) => send({ kind: 'file-refused', lane: 'setup', reason: e.detail })}
      ></sso-text-box>
      ${empty ? dropHint() : nothing}
    </div>
    ${longCheck(setup, cancel)}
    ${state.pasteWhileReading === true ? html`<p class="tip" role="status">${icons.info}<span>This view is for reading; Original takes your text.
      <button type="button" class="link" @click=${(event: Event) => {
        const box = boxOf(event);
        send({ kind: 'readable', box: 'metadata', readable: false });
        box?.focus();
      }}>Switch to Original</button></span></p>` : nothing}
    <p class="help" id="metadata-help" data-refused=${state.fileFailure.setup !== undefined}>${state.fileFailure.setup ?? (readable
      ? 'Broken into lines for reading. What is checked and saved is the text as you pasted it.'
      : empty ? 'The metadata begins with “<EntityDescriptor” or “<?xml”.' : 'The metadata box is checked as you type, and saved exactly as it is.')}</p>
  </div>`;
}

/** Over the empty box, which stays the thing that is clicked, pasted into and dropped on. */
function dropHint(): TemplateResult {
  return html`<div class="drop-hint"><span class="empty-icon">${icons.file}</span>
    <p><strong>Paste the metadata XML</strong></p>
    <p class="soft">or <span class="by-mouse">drop the file here, or </span><label for="metadata-file" class="link">open the file</label></p></div>`;
}

/** What needs a hand stands first; mere notes stand below what was read. */
function metadataResults(state: State, { send }: SetupHandlers): TemplateResult {
  const { setup } = state.lanes;
  if (setup.phase === 'stopped') return stoppedNotice(setup.why, 'setup', send);
  const findings = metadataFindings(state, send);
  const urgent = setup.report?.findings.some((f) => f.severity === 'error' || f.severity === 'warning') ?? false;
  const read = html`${state.example === undefined ? changesCard(setup.report?.changes ?? [], changedFields(state)) : nothing} ${identityProvider(state, send)}`;
  return urgent ? html`${findings} ${read}` : html`${read} ${findings}`;
}

function metadataFindings(state: State, send: Send): unknown {
  const { setup } = state.lanes;
  const findings = reportOnView(state, 'setup')?.findings ?? [];
  if (findings.length === 0) return nothing;
  return html`<section class="card" aria-labelledby="metadata-findings-title">
    <header class="card-head"><h3 id="metadata-findings-title" tabindex="-1">${tally(findings.map((f) => f.severity))} in the metadata</h3></header>
    ${findingsList(findings, { product: productOf(setup.report?.metadata), send, repaired: (source) => takeRepaired(state, source) })}
  </section>`;
}

/** Only the text that is judged has a box here: one that was read out of it takes its place. */
function takeRepaired({ lanes }: State, source: string): ((event: Event) => void) | undefined {
  const text = lanes.setup.report?.sources.find((s) => s.id === source)?.text;
  if (text === undefined) return undefined;
  return (event) => ((event.currentTarget as HTMLElement).getRootNode() as ShadowRoot).querySelector<TextBox>('#metadata')?.replace(text);
}

const STOPPED = {
  fault: 'The checker stopped on this text.',
  'too-long': 'This text took too long to check.',
  cancelled: 'The check was cancelled.',
  'not-loaded': 'A part of the checker could not be loaded.',
} as const;

/** What is said where a check did not come to its end. */
export function stoppedNotice(why: keyof typeof STOPPED | undefined, lane: Lane, send: Send): TemplateResult {
  const next = why === 'not-loaded'
    ? html`${navigator.onLine ? '' : 'You are offline, and it was not loaded before. '}Your text is still here.
      <button type="button" class="link" @click=${() => send({ kind: 'check-again', lane })}>Try again</button>`
    : html`Your text is still here${why === 'cancelled' ? '' : ', and the checker has restarted'}. Change the text to check it again.`;
  return html`<div class="notice" data-tone="warn">${icons.warning}<p><strong>${STOPPED[why ?? 'fault']}</strong> ${next}</p></div>`;
}
