// What the administrator may vary in a test. What the host fixes is not offered.
import { html, nothing, type TemplateResult } from 'lit';
import { icons } from '../icons';
import { isDecryptedSource, type LaneState, type State, type TestOptions } from '../state';
import type { RequireSigned } from '../types';
import { fold, type Send } from './parts';

const SIGNED: [RequireSigned, string][] = [
  ['either', 'The assertion or the response around it'],
  ['assertion', 'The assertion itself'],
  ['response', 'The response'],
  ['both', 'Both of them'],
];

const BEGAN: [TestOptions['began'], string][] = [
  ['unknown', 'Not known'],
  ['idp', 'At the identity provider'],
  ['request', 'Here, with the request of this ID'],
];

/** Rules that a private key answers: then the fold stands open. */
const NEEDS_KEY: ReadonlySet<string> = new Set(['assertion-encrypted', 'assertion-decryption-failed']);

export function optionsPanel({ host, options, lanes }: State, send: Send): unknown {
  const signed = host.requireSigned === undefined;
  const began = host.inResponseTo === undefined;
  const key = host.decryptionKey === undefined;
  if (!signed && !began && !key) return nothing;
  const change = (options: Partial<TestOptions>): void => send({ kind: 'options', options });
  return fold('Options', html`<div class="options">
    ${signed ? choice('require-signed', 'What has to be signed', SIGNED, options.requireSigned, (requireSigned) => change({ requireSigned })) : nothing}
    ${began ? choice('began', 'Where the login began', BEGAN, options.began, (began) => change({ began })) : nothing}
    ${began && options.began === 'request' ? html`<div class="field">
      <label for="request-id">ID of the request</label>
      <input id="request-id" type="text" autocomplete="off" spellcheck="false" .value=${options.requestId}
        @input=${(event: Event) => change({ requestId: (event.target as HTMLInputElement).value })}>
    </div>` : nothing}
    ${key ? keyFields(options, isDecrypted(lanes.test), change) : nothing}
  </div>`, 'small', lanes.test.report?.findings.some((f) => NEEDS_KEY.has(f.rule)));
}

/** Whether the report on view has a text that only the key could make. */
function isDecrypted({ phase, report }: LaneState): boolean {
  return phase === 'done' && report?.sources.some((s) => isDecryptedSource(s)) === true;
}

function keyFields(options: TestOptions, decrypted: boolean, change: (options: Partial<TestOptions>) => void): TemplateResult {
  return html`<div class="field">
    <label for="private-key">Private key, for encrypted assertions</label>
    <textarea id="private-key" rows="3" spellcheck="false" autocomplete="off" autocapitalize="off"
      placeholder="-----BEGIN PRIVATE KEY-----" aria-describedby="private-key-help" .value=${options.privateKey}
      @input=${(event: Event) => change({ privateKey: (event.target as HTMLTextAreaElement).value })}></textarea>
    <p class="help" id="private-key-help">PEM. It is kept in memory only, and is gone when you leave this page.</p>
    <p class="key-worked" role="status">${decrypted && options.privateKey !== '' ? html`${icons.check}Decrypted with this key.` : nothing}</p>
  </div>
  ${options.privateKey.includes('ENCRYPTED') || options.passphrase !== '' ? html`<div class="field">
    <label for="passphrase">Passphrase of the key</label>
    <input id="passphrase" type="password" autocomplete="off" .value=${options.passphrase}
      @input=${(event: Event) => change({ passphrase: (event.target as HTMLInputElement).value })}>
  </div>` : nothing}`;
}

function choice<T extends string>(id: string, label: string, choices: [T, string][], chosen: T, choose: (value: T) => void): TemplateResult {
  const changed = (event: Event): void => {
    const value = choices[(event.target as HTMLSelectElement).selectedIndex]?.[0];
    if (value !== undefined) choose(value);
  };
  return html`<div class="field"><label for=${id}>${label}</label>
    <select id=${id} @change=${changed}>${choices.map(([value, words]) => html`<option value=${value} ?selected=${value === chosen}>${words}</option>`)}</select></div>`;
}
