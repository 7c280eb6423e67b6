// “Set up”: the metadata box, the fields, Save and Delete, and beside them what was read.
import { html, nothing, type TemplateResult } from 'lit';
import { icons } from '../icons';
import { annotationsOf } from '../annotations';
import { isChanged, suffixedEntityId, type State } from '../state';
import { sentence } from '../visible';
import { productOf, tally } from '../words';
import type { TextBox } from '../editor/text-box';
import { changesCard } from './changes';
import { findingsList } from './findings';
import { identityProvider } from './identity-provider';
import { checkingMark, type Send } from './parts';
import { serviceProviderValues } from './values';

export interface SetupHandlers {
  send: Send;
  save: () => void;
}

export function setupSection(state: State, handlers: SetupHandlers): TemplateResult {
  const { send } = handlers;
  const { setup } = state.lanes;
  const shown = state.shown?.place.source === 'metadata' ? state.shown.place : undefined;
  return html`<section class="section" aria-labelledby="setup-title">
    <header class="section-head">
      <h2 id="setup-title">Set up</h2>
      <p>Copy the values below into your identity provider, then paste the metadata it gives you. It is checked as you type.</p>
    </header>
    ${serviceProviderValues(state)}
    <div class="split">
      <div class="card box-card">
        <div class="label-line">
          <span class="label" id="metadata-label" @click=${focusBox}>Metadata XML</span>
          ${checkingMark(setup.phase === 'checking')}
          ${openFile('metadata-file', '.xml,text/xml,application/xml,application/samlmetadata+xml', focusOf)}
        </div>
        <sso-text-box id="metadata" xml labelledby="metadata-label" describedby="metadata-help"
          placeholder="<EntityDescriptor …>"
          .value=${state.draft.metadata} .annotations=${annotationsOf(setup, 'metadata')} .shown=${shown}
          @box-input=${(e: CustomEvent<string>) => send({ kind: 'edited', draft: { metadata: e.detail } })}
          @box-refused=${(e: CustomEvent<string>) => send({ kind: 'file-refused', lane: 'setup', reason: e.detail })}
        ></sso-text-box>
        <p class="help" id="metadata-help">${state.fileFailure.setup ?? 'Paste the whole file, or drop it here.'}</p>
      </div>
      <div class="results" aria-busy=${setup.phase === 'checking'}>
        ${metadataResults(state, send)}
      </div>
      ${settingsForm(state, handlers)}
    </div>
  </section>`;
}

/** What needs a hand stands first; mere notes stand below what was read. */
function metadataResults(state: State, send: Send): TemplateResult {
  const { setup } = state.lanes;
  if (setup.phase === 'stopped') return stoppedNotice(setup.why);
  const findings = metadataFindings(state, send);
  const urgent = setup.report?.findings.some((f) => f.severity === 'error' || f.severity === 'warning') ?? false;
  const read = html`${changesCard(setup.report?.changes ?? [])} ${identityProvider(state, send)}`;
  return urgent ? html`${findings} ${read}` : html`${read} ${findings}`;
}

function metadataFindings(state: State, send: Send): unknown {
  const { setup } = state.lanes;
  const findings = setup.report?.findings ?? [];
  if (findings.length === 0) return nothing;
  return html`<section class="card" aria-labelledby="metadata-findings-title">
    <header class="card-head"><h3 id="metadata-findings-title">${tally(findings.map((f) => f.severity))} in the metadata</h3></header>
    ${findingsList(findings, { product: productOf(setup.report?.metadata), send })}
  </section>`;
}

/** What is said where the checker broke on a text. */
export function stoppedNotice(why: 'fault' | 'too-long' | undefined): TemplateResult {
  return html`<div class="notice" data-tone="warn">${icons.warning}<p><strong>${
    why === 'too-long' ? 'This text took too long to check.' : 'The checker stopped on this text.'
  }</strong> Your text is still here, and the checker was started again. Change the text to try once more.</p></div>`;
}

function settingsForm(state: State, { send, save }: SetupHandlers): TemplateResult {
  const { profile, draft } = state;
  const suffixed = suffixedEntityId(state);
  const account = profile === undefined || profile.claims.some((c) => c.equalsAccount);
  const name = profile?.name ?? '';
  const edit = (field: 'entityId' | 'accountId') => (event: Event) =>
    send({ kind: 'edited', draft: { [field]: (event.target as HTMLInputElement).value } });
  return html`<form class="card settings" novalidate @submit=${(event: Event) => {
    event.preventDefault();
    save();
  }}>
    ${account ? html`<div class="field">
      <label for="account-id">${profile?.name ?? 'Account'} ID</label>
      <input id="account-id" type="text" autocomplete="off" spellcheck="false" autocapitalize="off"
        aria-describedby="account-help" .value=${draft.accountId} @input=${edit('accountId')}>
      <p class="help" id="account-help">Your account’s ID. A login for another account is refused.</p>
    </div>` : nothing}
    <div class="field">
      <label for="entity-id">Entity ID <span class="optional">Optional</span></label>
      <input id="entity-id" type="text" inputmode="url" autocomplete="off" spellcheck="false" autocapitalize="off"
        aria-describedby="entity-help" placeholder=${profile?.entityId ?? ''} .value=${draft.entityId} @input=${edit('entityId')}>
      <p class="help" id="entity-help">Leave empty for the default. ${
        profile?.instanceSuffix === undefined ? nothing : html`If one identity provider serves several ${name} accounts,
          it must end in <code>${profile.instanceSuffix}</code> and your ${name} ID.`}
        ${suffixed === undefined || suffixed === draft.entityId ? nothing : html`<button type="button" class="link wrap"
          @click=${() => send({ kind: 'edited', draft: { entityId: suffixed } })}>Use ${suffixed}</button>`}</p>
    </div>
    ${saveBar(state, send)}
  </form>`;
}

function saveBar(state: State, send: Send): TemplateResult {
  const { save, saved } = state;
  const busy = save.phase === 'checking' || save.phase === 'saving' || save.phase === 'removing';
  return html`<div class="save-bar">
    <button type="submit" class="primary" aria-describedby="save-state">${
      save.phase === 'saving' ? 'Saving…' : save.phase === 'checking' ? 'Checking…' : 'Save'}</button>
    <button type="button" class="danger" ?disabled=${saved === undefined || busy}
      @click=${() => send({ kind: 'dialog', dialog: 'delete' })}>Delete</button>
    ${saved !== undefined && isChanged(state)
      ? html`<button type="button" class="link" @click=${() => send({ kind: 'reverted' })}>Discard changes</button>`
      : nothing}
    <p class="save-state" id="save-state" role="status" data-phase=${save.phase}>${saveWords(state)}</p>
  </div>`;
}

function saveWords(state: State): unknown {
  const { save } = state;
  switch (save.phase) {
    case 'refused':
      return html`${icons.error}<span><strong>Not saved.</strong> ${sentence(save.reason)}</span>`;
    case 'failed':
      return html`${icons.error}<span><strong>Not saved.</strong> ${sentence(save.reason)} What you typed is still here.</span>`;
    case 'saved':
      return html`${icons.check}<span>Saved. SSO is on.</span>`;
    case 'removed':
      return html`${icons.check}<span>Deleted. SSO is off.</span>`;
    default:
      if (!state.draftKept) return 'Not saved yet. This browser keeps no drafts, so do not reload the page.';
      return state.loaded && isChanged(state) ? 'Not saved yet' : '';
  }
}

function focusOf(event: Event): TextBox | null {
  return (event.currentTarget as HTMLElement).closest('.box-card')?.querySelector<TextBox>('sso-text-box') ?? null;
}

function focusBox(event: Event): void {
  focusOf(event)?.focus();
}

/** A button that opens a file into the box of its card. */
export function openFile(id: string, accept: string, boxOf: (event: Event) => TextBox | null): TemplateResult {
  return html`<span class="open-file"><input id=${id} class="visually-hidden" type="file" accept=${accept} @change=${(event: Event) => {
    const input = event.target as HTMLInputElement;
    const file = input.files?.[0];
    if (file !== undefined) void boxOf(event)?.open(file);
    input.value = '';
  }}><label for=${id} class="link">${icons.file}Open file…</label></span>`;
}
