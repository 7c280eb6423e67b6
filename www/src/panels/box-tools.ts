// The tools of a text box, in the line above it.
import { html, nothing, type TemplateResult } from 'lit';
import type { Note, TextBox } from '../editor/text-box';
import { icons } from '../icons';
import { plural } from '../words';

/** The box of the card that a tool stands in. */
export function boxOf(event: Event): TextBox | null {
  return (event.currentTarget as HTMLElement).closest('.box-card')?.querySelector<TextBox>('sso-text-box') ?? null;
}

/** Going from problem to problem, and the view for reading. */
export function boxTools(notes: readonly Note[], readable: boolean, filled: boolean, setReadable: (on: boolean) => void): TemplateResult {
  const what = notes.some((n) => n.severity === 'error' || n.severity === 'warning') ? 'problem' : 'note';
  return html`${notes.length === 0 ? nothing : html`<button type="button" class="link" title="F8; back with Shift and F8"
      @click=${(event: Event) => boxOf(event)?.nextProblem()}>${icons.next}Next ${what}<span class="visually-hidden"> of ${plural(notes.length, 'finding', 'findings')}</span></button>`}
    ${filled ? html`<span class="segmented" role="group" aria-label="View">
      <button type="button" aria-pressed=${readable} title="Line breaks and folds for reading; the text itself stays as it is"
        @click=${() => setReadable(true)}>Readable</button>
      <button type="button" aria-pressed=${!readable} title="Every character as it came"
        @click=${() => setReadable(false)}>Original</button></span>` : nothing}`;
}

/** A button that opens a file into the box of its card. */
export function openFile(id: string, accept: string): TemplateResult {
  return html`<span class="open-file"><input id=${id} class="visually-hidden" type="file" accept=${accept} @change=${(event: Event) => {
    const input = event.target as HTMLInputElement;
    const file = input.files?.[0];
    if (file !== undefined) void boxOf(event)?.open(file);
    input.value = '';
  }}><label for=${id} class="link">${icons.file}Open file…</label></span>`;
}
