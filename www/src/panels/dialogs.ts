// The two questions the page asks before it does something that stops logins.
import { html, nothing, type TemplateResult } from 'lit';
import type { State } from '../state';
import { sentence } from '../visible';

export interface DialogHandlers {
  cancel: () => void;
  confirmDelete: () => void;
  confirmReplace: () => void;
}

/** Rules that say: saving this would lock out who can sign in today. */
export const ASK_BEFORE_SAVE: ReadonlySet<string> = new Set([
  'metadata-entity-changed',
  'metadata-key-removed',
  'metadata-keys-replaced',
]);

export function dialogs(state: State, handlers: DialogHandlers): TemplateResult {
  const changes = state.lanes.setup.report?.findings.filter((f) => ASK_BEFORE_SAVE.has(f.rule)) ?? [];
  const name = state.profile?.name ?? 'this service';
  return html`${question('delete', state.dialog === 'delete', handlers.cancel, {
    title: 'Delete the metadata and turn SSO off?',
    text: html`<p>Nobody can sign in to ${name} through your identity provider until you set it up again. The accounts stay.</p>`,
    action: 'Delete',
    className: 'danger solid',
    confirm: handlers.confirmDelete,
  })}
  ${question('replace', state.dialog === 'replace', handlers.cancel, {
    title: 'Replace the saved metadata?',
    text: changes.length === 0 ? nothing : html`<ul class="related">${changes.map((f) => html`<li>${sentence(f.message)}</li>`)}</ul>`,
    action: 'Replace',
    className: 'primary',
    confirm: handlers.confirmReplace,
  })}`;
}

interface Question {
  title: string;
  text: unknown;
  action: string;
  className: string;
  confirm: () => void;
}

function question(id: string, open: boolean, cancel: () => void, { title, text, action, className, confirm }: Question): TemplateResult {
  return html`<dialog id=${`${id}-dialog`} data-open=${open} aria-labelledby=${`${id}-title`} aria-describedby=${`${id}-text`} @cancel=${(event: Event) => {
    event.preventDefault();
    cancel();
  }}>
    <h2 id=${`${id}-title`}>${title}</h2>
    <div id=${`${id}-text`}>${text}</div>
    <div class="dialog-buttons">
      <button type="button" autofocus @click=${cancel}>Cancel</button>
      <button type="button" class=${className} @click=${confirm}>${action}</button>
    </div>
  </dialog>`;
}
