// The tile that stands for an identity provider: two letters of its name, alike for all. No logo is copied.
import { html, type TemplateResult } from 'lit';
import { icons } from '../icons';

/** Where the first two letters would be those of another one, or of the company. */
const LETTERS: Record<string, string> = { entra: 'En', onelogin: '1L', auth0: 'A0', pingone: 'P1', pingfederate: 'PF' };

export function monogram(vendor: string, label: string): TemplateResult {
  return html`<span class="monogram" aria-hidden="true">${vendor === 'generic' || vendor === '' ? icons.shield : (LETTERS[vendor] ?? label.slice(0, 2))}</span>`;
}
