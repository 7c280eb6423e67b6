// The card of what was read from the metadata.
import { html, nothing, type TemplateResult } from 'lit';
import { icons } from '../icons';
import type { State } from '../state';
import type { Certificate, Endpoint, Finding, Metadata } from '../types';
import { pasted } from '../visible';
import { timeOnly } from '../when';
import { day, ENDPOINT, fingerprint, KEY_USE, lengthOfTime, plural, productOf, shortUri, tally, validity } from '../words';
import './entity-chooser';
import { monogram } from './monogram';
import { row, showButton, type Send } from './parts';

const SIGN_IN = 'SingleSignOnService';
/** More than any identity provider lists. */
const MOST = 30;

export function identityProvider(state: State, send: Send): TemplateResult {
  const { report, at } = state.lanes.setup;
  const metadata = report?.metadata;
  if (metadata === undefined || isEmpty(metadata)) return emptyCard(state);
  const product = productOf(metadata);
  // Before one of several is chosen nothing is read, and nothing is missing.
  const read = metadata.entityCount < 2 || metadata.entities.some((e) => e.chosen);
  return html`<section class="card idp-card" aria-labelledby="idp-title" data-verdict=${metadata.verdict}>
    <header class="card-head idp-head">
      ${monogram(product === undefined ? '' : metadata.vendor, metadata.vendorLabel)}
      <div>
        <h3 id="idp-title">${product ?? 'Identity provider'}</h3>
        <p class="soft">${!read ? 'No organisation chosen yet' : product === undefined ? 'Product not recognised' : 'Identity provider'}${at === undefined ? nothing : html` · checked at ${timeOnly(at)}`}</p>
      </div>
      ${standing(metadata.verdict, report?.findings ?? [])}
    </header>
    ${entityChoice(metadata, send)}
    ${!read ? nothing : html`<dl class="rows">
      ${row('Entity ID', metadata.entityId === undefined ? html`<span class="missing">${icons.error}Missing</span>` : copied(metadata.entityId, 'the identity provider’s identifier'))}
      ${endpointRows(metadata.endpoints)}
      ${metadata.validUntil === undefined ? nothing : row('Metadata valid until', untilWords(metadata.validUntil, state.now))}
      ${row('Metadata', metadata.signed ? 'Carries a signature' : 'Not signed, as usual')}
      ${metadata.wantsSignedRequests ? row('Sign-in requests', 'Wants them signed') : nothing}
    </dl>
    <h4>${metadata.certificates.length === 1 ? 'Certificate' : plural(metadata.certificates.length, 'certificate', 'certificates')}</h4>
    ${metadata.certificates.length === 0
      ? html`<p class="missing">${icons.error}None was found.</p>`
      : html`<ul class="certificates">${metadata.certificates.slice(0, MOST).map((c) => certificate(c, state, send))}</ul>`}`}
  </section>`;
}

/** Whether the metadata can be saved, and whether somebody should look first. */
function standing(verdict: Metadata['verdict'], findings: readonly Finding[]): TemplateResult {
  if (verdict !== 'accept') return html`<span class="pill" data-tone="bad">${icons.error}Cannot be used yet</span>`;
  const warnings = tally(findings.map((f) => f.severity).filter((severity) => severity === 'warning'));
  if (warnings !== '') return html`<span class="pill" data-tone="warn">${icons.warning}${warnings}</span>`;
  return html`<span class="pill" data-tone="good">${icons.check}Can be used</span>`;
}

/** A value that people carry into another console. */
function copied(value: string, label: string): TemplateResult {
  return html`<span class="copied"><span>${pasted(value)}</span><sso-copy .value=${value} .label=${label}></sso-copy></span>`;
}

function untilWords(instant: string, now: Date): TemplateResult {
  const left = new Date(instant).getTime() - now.getTime();
  if (Number.isNaN(left)) return pasted(instant);
  return left < 0
    ? html`<span class="missing">${icons.error}${day(instant)} (${lengthOfTime(left)} ago)</span>`
    : html`${day(instant)} <span class="aside-words">(${lengthOfTime(left)})</span>`;
}

function isEmpty({ endpoints, certificates, entityId, entityCount }: Metadata): boolean {
  return endpoints.length === 0 && certificates.length === 0 && entityId === undefined && entityCount < 2;
}

function emptyCard(state: State): TemplateResult {
  const tried = state.lanes.setup.phase === 'done';
  return html`<section class="card empty" aria-labelledby="idp-title">
    <span class="empty-icon">${icons.shield}</span>
    <h3 id="idp-title">Identity provider</h3>
    <p class="soft">${tried
      ? 'Nothing in this text could be read.'
      : 'Its name, addresses and certificates appear here once you paste its metadata. The guide in step 2 ends with where to get it.'}</p>
  </section>`;
}

function endpointRows(endpoints: readonly Endpoint[]): unknown {
  const grouped = new Map<string, { kind: string; location: string; bindings: string[] }>();
  const inOrder = [...endpoints].sort((a, b) => Number(b.kind === SIGN_IN) - Number(a.kind === SIGN_IN));
  for (const { kind, location, binding } of inOrder.slice(0, MOST)) {
    const key = `${kind} ${location}`;
    const group = grouped.get(key) ?? { kind, location, bindings: [] };
    group.bindings.push(shortUri(binding));
    grouped.set(key, group);
  }
  return [...grouped.values()].map(({ kind, location, bindings }) =>
    row(
      ENDPOINT[kind] ?? kind,
      html`${copied(location, ENDPOINT[kind] ?? kind)}<span class="tags">${bindings.map((b) => html`<span class="tag">${pasted(b)}</span>`)}</span>`,
    ),
  );
}

function entityChoice({ entities, entityCount }: Metadata, send: Send): unknown {
  if (entityCount < 2) return nothing;
  return html`<sso-entity-chooser class="field" .entities=${identityProviders(entities)} .total=${entityCount}
    .chosen=${entities.find((e) => e.chosen)?.entityId}
    @entity-chosen=${(event: CustomEvent<string>) => send({ kind: 'edited', draft: { entity: event.detail } })}></sso-entity-chooser>`;
}

const listed = new WeakMap<object, string[]>();

/** The same list for the same report, so that the chooser sees no change. */
function identityProviders(entities: Metadata['entities']): string[] {
  const known = listed.get(entities) ?? entities.filter((e) => e.isIdentityProvider).map((e) => e.entityId);
  listed.set(entities, known);
  return known;
}

/** The rule that says when a certificate is worth changing already. */
const SOON = 'certificate-expires-soon';

function certificate(c: Certificate, { now, lanes }: State, send: Send): TemplateResult {
  const valid = validity(c.notBefore, c.notAfter, now);
  const soon = valid.state === 'valid' && (lanes.setup.report?.findings.some((f) => f.rule === SOON && f.from === c.span.from) ?? false);
  const tone = valid.state === 'valid' ? (soon ? 'warn' : 'good') : valid.state === 'expired' ? 'bad' : 'warn';
  return html`<li class="certificate" data-tone=${tone}>
    <p class="certificate-head">
      <span class="pill" data-tone=${tone}>${tone === 'good' ? icons.check : tone === 'bad' ? icons.error : icons.warning}${valid.text}</span>
      ${showButton(c.span, 'the certificate', send, 'Show')}
    </p>
    <p class="certificate-subject">${pasted(c.subject)}</p>
    <p class="soft">${KEY_USE[c.use] ?? c.use} · ${c.key.type}${c.key.bits > 0 ? ` ${c.key.bits} bits` : ''} · since ${day(c.notBefore)}</p>
    <p class="fingerprint-line"><span class="soft">SHA-256 fingerprint</span><sso-copy .value=${fingerprint(c.sha256)} label="fingerprint"></sso-copy>
      <code class="fingerprint">${fingerprint(c.sha256)}</code></p>
  </li>`;
}
