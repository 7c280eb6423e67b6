// The line at the foot of the set-up: what is saved and what is not, and the one thing to do next.
import { html, nothing, type TemplateResult } from 'lit';
import { icons } from '../icons';
import { hasNothingToSave, isBusy, isChanged, uncomparedAccount, whyNotSaved, type State } from '../state';
import { sentence } from '../visible';
import type { Send } from './parts';

export interface SaveHandlers {
  send: Send;
  undo: () => void;
}

type Tone = 'good' | 'bad' | 'warn' | 'plain';

interface Status {
  tone: Tone;
  icon?: TemplateResult;
  words: unknown;
}

export function saveBar(state: State, handlers: SaveHandlers): TemplateResult {
  const { save } = state;
  const { tone, icon, words } = status(state);
  return html`<div class="save-bar">
    <div class="save-state" id="save-state" role="status" data-phase=${save.phase} data-tone=${tone}>${icon ?? nothing}<span>${words}</span>${
      isMissingAfterSave(state) ? html`<button type="button" class="link" @click=${() => handlers.send({ kind: 'go', tab: 'setup', to: '#account-id' })}>Fill it in</button>` : nothing}${
      save.phase === 'removed' && save.undo !== undefined ? html`<button type="button" class="link" @click=${handlers.undo}>Undo</button>` : nothing}</div>
    ${state.example === undefined ? html`${nextStep(state, handlers.send)}<div class="save-actions">${ownActions(state, handlers.send)}</div>` : nothing}
  </div>`;
}

/** Where everything is saved, what to do next stands behind the words that say so: no second click on Save lands on it. */
function nextStep(state: State, send: Send): unknown {
  if (state.saved === undefined || isChanged(state) || isBusy(state)) return nothing;
  return html`<button type="button" class=${state.lanes.test.report?.verdict === 'accept' ? '' : 'primary'} id="save-next"
    @click=${() => send({ kind: 'tab', tab: 'test' })}>Test a login</button>`;
}

/** What comes and goes stands on the left, so that the others stay where they are. */
function ownActions(state: State, send: Send): TemplateResult {
  return html`${firstError(state, send)}
    ${state.saved !== undefined && isChanged(state) ? html`<button type="button" class="quiet" @click=${() => send({ kind: 'reverted' })}>Discard changes</button>` : nothing}
    ${saveButton(state)}`;
}

/** Stands with what it deletes, away from Save: no second click on that one lands on it. */
export function removal(state: State, send: Send): unknown {
  if (state.saved === undefined || state.example !== undefined) return nothing;
  return html`<div class="removal"><button type="button" class="danger" ?disabled=${isBusy(state)}
    @click=${() => send({ kind: 'dialog', dialog: 'delete' })}>Delete</button><p class="soft">Deletes the saved metadata and turns SSO off.</p></div>`;
}

/** Without anything to save it stays reachable and says why; it is never silently dead. Its place never changes. */
function saveButton(state: State): TemplateResult {
  const { save, saved } = state;
  const idle = hasNothingToSave(state) || (saved !== undefined && !isChanged(state) && !isBusy(state));
  return html`<button type="submit" id="save" class=${idle || whyNotSaved(state) !== undefined ? '' : 'primary'} aria-disabled=${idle ? 'true' : nothing}
    aria-describedby="save-state">${save.phase === 'saving' ? 'Saving…' : save.phase === 'checking' ? 'Checking…' : 'Save'}</button>`;
}

function firstError({ lanes, draft }: State, send: Send): unknown {
  const first = draft.metadata === '' ? undefined : lanes.setup.report?.findings.find((f) => f.severity === 'error');
  return first === undefined || first.to === 0 ? nothing : html`<button type="button" class="link" @click=${() => send({ kind: 'show', place: first })}>${icons.find}Show the error</button>`;
}

function status(state: State): Status {
  const { save } = state;
  if (state.example !== undefined) return { tone: 'plain', icon: icons.sample, words: 'This is an example; nothing is saved.' };
  switch (save.phase) {
    case 'refused':
      return { tone: 'bad', icon: icons.error, words: html`<strong>Not saved.</strong> ${sentence(save.reason)}` };
    case 'failed':
      return { tone: 'bad', icon: icons.error, words: html`<strong>Not saved.</strong> ${sentence(save.reason)} What you typed is still here.` };
    case 'saved':
      if (isMissingAfterSave(state)) {
        return { tone: 'warn', icon: icons.warning, words: html`<strong>Saved. SSO is on.</strong> Your ${state.profile?.name} ID is still missing: no login’s account is compared with it.` };
      }
      return { tone: 'good', icon: icons.check, words: save.first
        ? html`<strong>Saved. SSO is on.</strong> Now see whether a login works.`
        : 'Saved. SSO is on.' };
    case 'removed':
      return { tone: 'plain', icon: icons.check, words: 'Deleted. SSO is off.' };
    case 'restored':
      return { tone: 'good', icon: icons.check, words: 'Restored. SSO is on again.' };
    default:
      return state.loaded ? atRest(state) : { tone: 'plain', words: '' };
  }
}

function atRest(state: State): Status {
  const { saved, draftKept } = state;
  if (!draftKept) return { tone: 'warn', icon: icons.warning, words: 'Not saved yet. This browser cannot keep a draft of it, so do not reload the page.' };
  if (saved !== undefined && !isChanged(state)) return { tone: 'plain', icon: icons.check, words: 'All changes are saved.' };
  const why = whyNotSaved(state);
  if (why !== undefined) return hasNothingToSave(state) ? { tone: 'plain', icon: icons.info, words: why } : { tone: 'warn', icon: icons.warning, words: html`Not saved yet. ${sentence(why)}` };
  if (state.lanes.setup.phase === 'checking') return { tone: 'plain', words: 'Not saved yet' };
  const meanwhile = saved === undefined ? 'SSO is off until you save.' : 'Until then, logins use the settings saved before.';
  return { tone: 'plain', icon: icons.info, words: `Not saved yet. ${meanwhile}${missingAccount(state)}` };
}

function isMissingAfterSave(state: State): boolean {
  return state.example === undefined && state.save.phase === 'saved' && uncomparedAccount(state) !== undefined;
}

/** It can be saved without, and then less is checked. */
function missingAccount(state: State): string {
  return uncomparedAccount(state) === undefined ? '' : ` Your ${state.profile?.name} ID is missing in step 1.`;
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
