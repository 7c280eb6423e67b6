// The tile that stands for an identity provider: its initials in a colour of ours. No logo is copied.
import { html, type TemplateResult } from 'lit';
import { icons } from '../icons';

/** Letters, and one of the tints that the style sheet knows: neighbours in the list differ in both. */
const TILES: Record<string, readonly [letters: string, tint: number]> = {
  okta: ['Ok', 5],
  entra: ['En', 4],
  google: ['GW', 2],
  onelogin: ['1L', 3],
  adfs: ['AD', 0],
  keycloak: ['KC', 1],
  auth0: ['A0', 5],
  pingone: ['P1', 1],
  pingfederate: ['PF', 0],
  jumpcloud: ['JC', 3],
  shibboleth: ['Sh', 2],
  simplesamlphp: ['SP', 4],
  rippling: ['Ri', 5],
};

export function monogram(vendor: string, label: string): TemplateResult {
  if (vendor === 'generic' || vendor === '') return html`<span class="monogram" aria-hidden="true">${icons.shield}</span>`;
  const [letters, tint] = TILES[vendor] ?? [label.slice(0, 2), 0];
  return html`<span class="monogram" data-tint=${tint} aria-hidden="true">${letters}</span>`;
}
