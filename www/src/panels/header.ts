// The head of the page: what this is, whether it is on, and what does not happen with pasted text.
import { html, type TemplateResult } from 'lit';
import { icons } from '../icons';
import type { State } from '../state';
import { day } from '../words';

export function pageHead(state: State): TemplateResult {
  return html`<header class="page-head">
    <div>
      <h1>Single sign-on</h1>
      <p class="lead">Let your team sign in through your identity provider, with SAML 2.0.</p>
    </div>
    <div class="page-state">
      <p class="state" data-on=${state.saved !== undefined}><span class="dot" aria-hidden="true"></span>${stateWords(state)}</p>
      <p class="privacy">${icons.lock}Nothing you paste leaves this page.</p>
    </div>
  </header>`;
}

function stateWords({ loaded, loadFailure, saved }: State): unknown {
  if (!loaded) return 'SSO';
  if (loadFailure !== undefined) return 'The saved settings could not be read';
  if (saved === undefined) return 'SSO is off';
  return html`SSO is on <span class="soft">since ${day(saved.savedAt)}</span>`;
}
