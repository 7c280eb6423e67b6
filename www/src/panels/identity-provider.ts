// The card of what was read from the metadata.
import { html, nothing, type TemplateResult } from 'lit';
import { icons } from '../icons';
import type { State } from '../state';
import type { Certificate, Endpoint, Metadata } from '../types';
import { pasted } from '../visible';
import { day, ENDPOINT, fingerprint, KEY_USE, plural, productOf, shortUri, validity } from '../words';
import './entity-chooser';
import { fold, row, showButton, type Send } from './parts';

const SIGN_IN = 'SingleSignOnService';
/** More than any identity provider lists. */
const MOST = 30;

export function identityProvider(state: State, send: Send): TemplateResult {
  const metadata = state.lanes.setup.report?.metadata;
  if (metadata === undefined || isEmpty(metadata)) return emptyCard(state);
  const product = productOf(metadata);
  return html`<section class="card" aria-labelledby="idp-title">
    <header class="card-head idp-head">
      <span class="monogram" aria-hidden="true">${product?.slice(0, 1) ?? icons.shield}</span>
      <div>
        <h3 id="idp-title">${product ?? 'Identity provider'}</h3>
        <p class="soft">${product === undefined ? 'Product not recognised' : 'Identity provider'}</p>
      </div>
    </header>
    <dl class="rows">
      ${row('Entity ID', metadata.entityId === undefined ? html`<span class="soft">Missing</span>` : pasted(metadata.entityId))}
      ${endpointRows(metadata.endpoints)}
      ${metadata.validUntil === undefined ? nothing : row('Metadata valid until', day(metadata.validUntil))}
      ${row('Metadata', metadata.signed ? 'Carries a signature' : 'Not signed, as usual')}
      ${metadata.wantsSignedRequests ? row('Sign-in requests', 'Wants them signed') : nothing}
    </dl>
    ${entityChoice(metadata, send)}
    <h4>${metadata.certificates.length === 1 ? 'Certificate' : plural(metadata.certificates.length, 'certificate', 'certificates')}</h4>
    ${metadata.certificates.length === 0
      ? html`<p class="soft">None was found.</p>`
      : html`<ul class="certificates">${metadata.certificates.slice(0, MOST).map((c) => certificate(c, state.now, send))}</ul>`}
  </section>`;
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
      ? 'Nothing could be read from this text yet.'
      : 'Its name, addresses and certificates appear here once you paste the metadata. Where to get it stands at the end of the guide in step 2.'}</p>
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
      html`${pasted(location)}<span class="tags">${bindings.map((b) => html`<span class="tag">${pasted(b)}</span>`)}</span>`,
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

function certificate(c: Certificate, now: Date, send: Send): TemplateResult {
  const valid = validity(c.notBefore, c.notAfter, now);
  return html`<li class="certificate">
    <p class="certificate-head">
      <span class="pill" data-tone=${valid.state === 'valid' ? 'good' : 'warn'}>${
        valid.state === 'valid' ? icons.check : icons.warning}${valid.text}</span>
      ${showButton(c.span, 'the certificate', send, 'Show')}
    </p>
    <p class="certificate-subject">${pasted(c.subject)}</p>
    <p class="soft">${KEY_USE[c.use] ?? c.use} · ${c.key.type}${c.key.bits > 0 ? ` ${c.key.bits} bits` : ''} ·
      ${day(c.notBefore)} – ${day(c.notAfter)}</p>
    ${fold('SHA-256 fingerprint', html`<code class="fingerprint">${fingerprint(c.sha256)}</code>
      <sso-copy .value=${fingerprint(c.sha256)} label="fingerprint"></sso-copy>`, 'small')}
  </li>`;
}
