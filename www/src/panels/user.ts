// The user that would be created or updated.
import { html, nothing, type TemplateResult } from 'lit';
import { icons } from '../icons';
import { problemOfField } from '../problems';
import type { State } from '../state';
import type { ClaimExpectation, Finding, ProvisionedField, Report, User } from '../types';
import { breakable, pasted } from '../visible';
import { ruleName } from './explain';
import { problemButton, row, type Send } from './parts';

export function userCard({ profile, lanes }: State, user: User): TemplateResult {
  const claims = lanes.test.report?.claims ?? [];
  const fields = lanes.test.report?.provisioning?.fields ?? [];
  const expectations = new Map(profile?.claims.map((c) => [c.name, c]));
  const rows = Object.entries(user.claims).map(([name, value]) => {
    const claim = claims.find((c) => c.name === name);
    const expectation = expectations.get(name);
    const values = typeof value === 'string' ? [value] : value;
    return row(
      expectation?.label ?? claim?.label ?? pasted(name),
      html`${values.map((v) => valueOf(v, expectation))}${remarks(fields.find((f) => f.field === name))}`,
    );
  });
  return html`<section class="card" aria-labelledby="user-title">
    <header class="card-head user-head"><span class="monogram round" aria-hidden="true">${icons.user}</span><div>
      <h3 id="user-title">The user</h3><p class="soft">${lanes.test.report?.provisioning?.action === 'update'
        ? 'Known from the other response, updated at this login' : 'Created at the first login, updated at every later one'}</p></div></header>
    <dl class="rows">${row(user.email === undefined ? 'Name ID' : 'E-mail', html`${pasted(user.email ?? user.nameId)}${remarks(fields.find((f) => f.field === 'NameID'))}`)}${rows}</dl>
  </section>`;
}

function valueOf(value: string, expectation: ClaimExpectation | undefined): TemplateResult {
  const known = expectation?.accepted?.find((a) => a.value === value);
  return known === undefined
    ? html`<span class="value-line">${pasted(value)}</span>`
    : html`<span class="value-line">${known.label} <code>${value}</code></span><span class="soft">${known.description}</span>`;
}

/** Which attribute the value came by, and what the other response had. */
function remarks(field: ProvisionedField | undefined): unknown {
  if (field === undefined) return nothing;
  return html`${field.from === undefined || field.from === field.field ? nothing : html`<span class="soft">sent as ${breakable(field.from)}</span>`}${
    field.changes && field.previous !== undefined
      ? html`<span class="soft">would change, before: ${field.previous.length === 0 ? 'nothing' : pasted(field.previous.join(', '))}</span>` : nothing}`;
}

/** What a refused login sent for each field, and what was probably meant. */
export function arrivedCard(report: Report, send: Send): unknown {
  const { provisioning, user } = report;
  const fields = provisioning?.fields ?? [];
  if (user !== undefined || fields.length === 0) return nothing;
  const problems = fields.map((field) => problemOfField(field, report));
  return html`<section class="card" aria-labelledby="arrived-title">
    <header class="card-head user-head"><span class="monogram round" aria-hidden="true">${icons.user}</span><div>
      <h3 id="arrived-title">What arrived</h3><p class="soft">Not used while the login fails</p></div></header>
    <dl class="rows">${fields.map((field, at) => row(field.label, arrived(field, problems[at], problems.indexOf(problems[at]) < at, send)))}</dl>
  </section>`;
}

/** One way to each problem is enough: `told` says that a field above has it. */
function arrived(field: ProvisionedField, problem: Finding | undefined, told: boolean, send: Send): TemplateResult {
  const values = field.shown.length === 0 ? field.values : field.shown;
  return html`${values.length === 0 ? html`<span class="soft">Nothing</span>` : values.map((v) => html`<span class="value-line">${pasted(v)}</span>`)}${
    field.from === undefined || field.from === field.field ? nothing : html`<span class="soft">sent as ${breakable(field.from)}</span>`}${
    field.nearest === undefined ? nothing : html`<span class="soft">probably meant: ${pasted(field.nearest)}</span>`}${
    problem !== undefined && told ? html`<span class="soft">${icons[problem.severity]} The same problem</span>`
      : problem !== undefined ? problemButton(problem, field.label, send)
      : field.problem === undefined ? nothing : html`<span class="soft">${icons.error} ${ruleName(field.problem, send)}</span>`}`;
}
