// Step 1: which account this is, and by which entityID identity providers know the service.
import { html, nothing, type TemplateResult } from 'lit';
import { suffixedEntityId, type State } from '../state';
import { pasted } from '../visible';
import type { Send } from './parts';
import { stepSection } from './step';

export function accountStep(state: State, send: Send): TemplateResult {
  const { profile, draft } = state;
  const wantsAccount = profile === undefined || profile.claims.some((c) => c.equalsAccount);
  const done = wantsAccount ? draft.accountId.trim() !== '' : state.saved !== undefined;
  return stepSection({
    id: 'account',
    number: 1,
    title: wantsAccount ? 'Your account' : (profile?.name ?? 'This service'),
    summary: done && wantsAccount ? pasted(draft.accountId.trim()) : 'Used in the guide and in every check',
    done,
    open: !state.settled,
    body: html`<div class="card fields">
      ${wantsAccount ? accountField(state, send) : nothing}
      ${entityIdField(state, send)}
    </div>`,
  });
}

function edit(send: Send, field: 'entityId' | 'accountId'): (event: Event) => void {
  return (event) => send({ kind: 'edited', draft: { [field]: (event.target as HTMLInputElement).value } });
}

function accountField({ profile, draft }: State, send: Send): TemplateResult {
  return html`<div class="field">
    <label for="account-id">${profile?.name ?? 'Account'} ID</label>
    <input id="account-id" type="text" autocomplete="off" spellcheck="false" autocapitalize="off"
      aria-describedby="account-help" .value=${draft.accountId} @input=${edit(send, 'accountId')}>
    <p class="help" id="account-help">The ID of your account. Logins for any other account are refused.</p>
  </div>`;
}

function entityIdField(state: State, send: Send): TemplateResult {
  const { profile, draft } = state;
  const suffixed = suffixedEntityId(state);
  const typed = draft.entityId.trim();
  return html`<div class="field">
    <label for="entity-id">Entity ID <span class="optional">Optional</span></label>
    <input id="entity-id" type="text" inputmode="url" autocomplete="off" spellcheck="false" autocapitalize="off"
      aria-describedby="entity-help" placeholder=${profile?.entityId ?? ''} .value=${draft.entityId} @input=${edit(send, 'entityId')}>
    <div class="help" id="entity-help" data-suffix=${profile === undefined || profile.instanceSuffix !== undefined}>${
      typed !== '' && typed === suffixed
        ? html`<p>The Entity ID of the ${profile?.name} account <strong>${pasted(draft.accountId.trim())}</strong> alone. The guide below uses it.</p>
            <button type="button" class="link" @click=${() => send({ kind: 'edited', draft: { entityId: '' } })}>Back to the default</button>`
        : html`<p>Leave it empty to use the default.${profile?.instanceSuffix === undefined ? nothing : html` If one identity provider
            serves several ${profile.name} accounts, each has its own: with <code>${profile.instanceSuffix}</code> and its ID at the end.`}</p>
          ${ownEntityId(state, suffixed, send)}`
    }</div>
  </div>`;
}

/** Its place is there before the account's ID is, so that nothing moves while that is typed. */
function ownEntityId({ profile, draft }: State, suffixed: string | undefined, send: Send): unknown {
  if (profile?.instanceSuffix === undefined) return nothing;
  if (suffixed === undefined) return html`<p>To add it, enter the ${profile.name} ID first.</p>`;
  if (suffixed === draft.entityId) return nothing;
  return html`<button type="button" class="link wrap" @click=${() => send({ kind: 'edited', draft: { entityId: suffixed } })}>Use ${suffixed}</button>`;
}
