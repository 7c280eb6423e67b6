// The user that would be created or updated.
import { html, type TemplateResult } from 'lit';
import { icons } from '../icons';
import type { State } from '../state';
import type { ClaimExpectation, User } from '../types';
import { pasted } from '../visible';
import { row } from './parts';

export function userCard({ profile, lanes }: State, user: User): TemplateResult {
  const claims = lanes.test.report?.claims ?? [];
  const expectations = new Map(profile?.claims.map((c) => [c.name, c]));
  const rows = Object.entries(user.claims).map(([name, value]) => {
    const claim = claims.find((c) => c.name === name);
    const expectation = expectations.get(name);
    const values = typeof value === 'string' ? [value] : value;
    return row(
      expectation?.label ?? claim?.label ?? pasted(name),
      values.map((v) => valueOf(v, expectation)),
    );
  });
  return html`<section class="card" aria-labelledby="user-title">
    <header class="card-head user-head"><span class="monogram round" aria-hidden="true">${icons.user}</span><div>
      <h3 id="user-title">The user</h3><p class="soft">Created at the first login, updated at every later one</p></div></header>
    <dl class="rows">${row(user.email === undefined ? 'Name ID' : 'E-mail', pasted(user.email ?? user.nameId))}${rows}</dl>
  </section>`;
}

function valueOf(value: string, expectation: ClaimExpectation | undefined): TemplateResult {
  const known = expectation?.accepted?.find((a) => a.value === value);
  return known === undefined
    ? html`<span class="value-line">${pasted(value)}</span>`
    : html`<span class="value-line">${known.label} <code>${value}</code></span><span class="soft">${known.description}</span>`;
}
