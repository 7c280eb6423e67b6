// Pasted text as text: isolated in direction, with characters that hide or reorder made visible.
import { html, type TemplateResult } from 'lit';

// Controls but for tab and line breaks, soft hyphen, zero-width and direction characters, byte order mark, tags.
const HIDDEN =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e007f}]/u;

function name(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/** Longer values are cut; the whole text stands in its box. */
const LONGEST = 2000;

/** A value that came from outside: an isolated run, never a link, hidden characters shown by their number. */
export function pasted(text: string): TemplateResult {
  const cut = text.length > LONGEST;
  return html`<bdi class="pasted">${marked(cut ? text.slice(0, LONGEST) : text)}${cut ? '…' : ''}</bdi>`;
}

/** Our own sentence, which may hold pasted values. */
export function sentence(text: string): unknown {
  return HIDDEN.test(text) ? marked(text) : text;
}

function marked(text: string): unknown {
  if (!HIDDEN.test(text)) return text;
  const parts: unknown[] = [];
  let run = '';
  for (const character of text) {
    if (!HIDDEN.test(character)) {
      run += character;
      continue;
    }
    if (run !== '') parts.push(run);
    run = '';
    parts.push(html`<span class="hidden-character">${name(character)}</span>`);
  }
  if (run !== '') parts.push(run);
  return parts;
}
