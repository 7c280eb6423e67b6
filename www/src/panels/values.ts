// What the administrator types into the identity provider's console, to be copied.
import { html, nothing, type TemplateResult } from 'lit';
import type { State } from '../state';
import { fold } from './parts';

export function serviceProviderValues({ profile, draft }: State): unknown {
  if (profile === undefined) return html`<div class="card values placeholder"></div>`;
  const entityId = draft.entityId.trim() === '' ? profile.entityId : draft.entityId.trim();
  const suffixed = entityId !== profile.entityId && entityId.startsWith(profile.entityId + (profile.instanceSuffix ?? ''));
  const [acs = ''] = profile.acsUrls;
  return html`<div class="card values">${fold(
    html`<strong>Values for your identity provider</strong> <span class="soft">Addresses and attributes to enter there</span>`,
    html`<dl class="value-list">
      ${value('Single sign-on URL', 'Also called ACS URL, Reply URL or Recipient', suffixed ? entityId : acs)}
      ${value('Audience', 'Also called Identifier, Entity ID or Audience URI', entityId)}
      ${profile.relayState === undefined ? nothing : value('Relay state', 'Where people land after they signed in', profile.relayState)}
      ${profile.logoutUrl === undefined ? nothing : value('Logout URL', '', profile.logoutUrl)}
      ${value('Name ID format', profile.nameId.is === 'email' ? 'Set to the user’s e-mail address' : '', profile.nameId.format)}
    </dl>
    <h3 class="minor">Attributes to send</h3>
    <dl class="value-list">
      ${profile.claims.map((c) => value(c.label, acceptedOf(c.accepted, c.equalsAccount === true, draft.accountId), c.name))}
    </dl>`,
  )}</div>`;
}

function acceptedOf(accepted: { value: string }[] | undefined, account: boolean, accountId: string): unknown {
  if (account) return accountId.trim() === '' ? 'Value: your account’s ID' : `Value: ${accountId.trim()}`;
  if (accepted === undefined) return '';
  return html`Value, exactly one of: ${accepted.map((a, i) => html`${i === 0 ? '' : ', '}<code>${a.value}</code>`)}`;
}

function value(name: string, help: unknown, text: string): TemplateResult {
  return html`<div class="value"><dt>${name}${help === '' ? nothing : html`<span class="soft">${help}</span>`}</dt>
    <dd><code>${text}</code><sso-copy .value=${text} .label=${name}></sso-copy></dd></div>`;
}
