// The line at the foot of the set-up: what is saved, what is not, Save, Delete and the way back from it.
import { html, nothing, type TemplateResult } from 'lit';
import { icons } from '../icons';
import { isChanged, type State } from '../state';
import { sentence } from '../visible';
import type { Send } from './parts';

export interface SaveHandlers {
  send: Send;
  undo: () => void;
}

export function saveBar(state: State, { send, undo }: SaveHandlers): TemplateResult {
  const { save, saved } = state;
  const busy = save.phase === 'checking' || save.phase === 'saving' || save.phase === 'removing';
  const changed = state.loaded && isChanged(state);
  return html`<div class="save-bar" data-changed=${changed}>
    <p class="save-state" id="save-state" role="status" data-phase=${save.phase}>${saveWords(state, changed)}${
      save.phase === 'removed' && save.undo !== undefined ? html`<button type="button" class="link" @click=${undo}>Undo</button>` : nothing}</p>
    ${saved === undefined ? nothing : html`<button type="button" class="danger quiet" ?disabled=${busy}
      @click=${() => send({ kind: 'dialog', dialog: 'delete' })}>Delete</button>`}
    ${saved !== undefined && changed ? html`<button type="button" class="quiet" @click=${() => send({ kind: 'reverted' })}>Discard changes</button>` : nothing}
    <button type="submit" class="primary" aria-describedby="save-state">${
      save.phase === 'saving' ? 'Saving…' : save.phase === 'checking' ? 'Checking…' : 'Save'}</button>
  </div>`;
}

function saveWords(state: State, changed: boolean): unknown {
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
    case 'restored':
      return html`${icons.check}<span>Restored. SSO is on again.</span>`;
    default:
      if (!state.draftKept) return 'Not saved yet. This browser cannot keep a draft of it, so do not reload the page.';
      if (changed) return 'Not saved yet';
      return state.saved === undefined ? '' : 'Everything is saved';
  }
}

/** Somebody else saved or deleted while this page was open. */
export function elsewhereNotice(state: State, send: Send): unknown {
  const { elsewhere } = state;
  if (elsewhere === undefined) return nothing;
  const what = elsewhere === 'removed' ? 'The settings were deleted in another window; SSO is off.' : 'The settings were changed in another window.';
  const changed = isChanged(state);
  return html`<div class="notice" role="status" id="elsewhere">${icons.info}<p><strong>${what}</strong> ${changed
    ? 'What you typed here is still here; saving would replace theirs.'
    : 'This page now shows them.'}</p>
    <div class="notice-actions">${changed ? html`<button type="button" @click=${() => send({ kind: 'reverted' })}>Show theirs</button>` : nothing}
      <button type="button" class="quiet" @click=${() => send({ kind: 'elsewhere-seen' })}>${changed ? 'Keep mine' : 'OK'}</button></div></div>`;
}
