// The decoded text, read-only: findings and signed parts are marked in it.
import { html, nothing, type TemplateResult } from 'lit';
import { annotationsOf } from '../annotations';
import { isReadable } from '../lines';
import { isDecryptedSource, sourceOnView, type State } from '../state';
import { boxTools } from './box-tools';
import type { Send } from './parts';

export function decodedPanel(state: State, send: Send): unknown {
  const id = sourceOnView(state);
  const lane = state.lanes.test;
  if (id === undefined) return nothing;
  const sources = lane.report?.sources.filter((s) => s.text !== undefined) ?? [];
  const annotations = annotationsOf(lane, id);
  const shown = state.shown?.place.source === id ? state.shown.place : undefined;
  const readable = isReadable(state, id, lane.texts[id] ?? '');
  return html`<div class="card box-card">
    <div class="label-line"><span class="label" id="decoded-label">${sources.length > 1 ? 'Decoded text' : sources[0]?.label}</span>
      ${boxTools(annotations?.notes ?? [], readable, true, (on) => send({ kind: 'readable', box: 'decoded', readable: on }))}
      ${sources.length < 2 ? nothing : sourceChoice(sources, id, send)}</div>
    <sso-text-box id="decoded" xml readonly labelledby="decoded-label" describedby="decoded-help" class="tall"
      .value=${lane.texts[id] ?? ''} .readable=${readable} .annotations=${annotations} .shown=${shown}></sso-text-box>
    <p class="help" id="decoded-help">${(annotations?.signed.length ?? 0) > 0
      ? html`<span class="legend"><span class="swatch" aria-hidden="true"></span>Signed by a key of the metadata</span>
        <span class="legend"><span class="unsigned-swatch" aria-hidden="true">abc</span>Not signed, so not used</span>`
      : lane.report?.metadata === undefined
        ? 'With the metadata, the signed parts are marked here'
        : unsignedWords(state, id, send)}</p>
  </div>`;
}

/** A signature inside an encrypted part is not seen in the text around it. */
function unsignedWords({ lanes }: State, id: string, send: Send): unknown {
  const { report } = lanes.test;
  const signed = report?.signatures.flatMap((s) => s.covers) ?? [];
  const inside = report?.sources.find((s) => s.id !== id && isDecryptedSource(s) && signed.some((c) => c.source === s.id));
  if (inside === undefined) return 'No part of this text is signed by a key of the metadata';
  return html`Here it is encrypted. What was decrypted from it is signed by a key of the metadata.
    <button type="button" class="link" @click=${() => send({ kind: 'show', place: { source: inside.id, from: 0, to: 0, line: 1, column: 1 } })}>Show what was decrypted</button>`;
}

function sourceChoice(sources: readonly { id: string; label: string }[], id: string, send: Send): TemplateResult {
  return html`<select aria-label="Text to show" @change=${(event: Event) =>
    send({ kind: 'source-chosen', source: (event.target as HTMLSelectElement).value })}>
    ${sources.map((s, at) => html`<option value=${s.id} ?selected=${s.id === id}>${numbered(sources, at)}</option>`)}</select>`;
}

/** The label, numbered where several sources have the same. */
function numbered(sources: readonly { label: string }[], at: number): string {
  const label = sources[at]?.label ?? '';
  const same = sources.filter((s) => s.label === label).length;
  return same < 2 ? label : `${label} (${sources.slice(0, at + 1).filter((s) => s.label === label).length})`;
}
