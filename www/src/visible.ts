// Pasted text as text: isolated in direction, with characters that hide or reorder made visible.
import { html, type TemplateResult } from 'lit';
import { when } from './when';

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

const ADDRESS = /^[a-z][a-z0-9+.-]*:[^\s]*$/i;

/** The last part of a name that is an address, such as `role` of `http://…/claims/role`; any other name whole. */
export function shortName(name: string): string {
  if (!ADDRESS.test(name)) return name;
  return name.split(/[#/:]/).findLast((part) => part !== '') ?? name;
}

/** A pasted value; an address breaks between its parts and nowhere else, as long as that is enough. */
export function breakable(address: string): TemplateResult {
  return html`<bdi class="pasted">${parted(address)}</bdi>`;
}

function parted(address: string): unknown {
  const cut = address.length > LONGEST ? `${address.slice(0, LONGEST)}…` : address;
  if (!ADDRESS.test(cut)) return marked(cut);
  return cut.split(/(?<=[/#?&:=])(?![/#?&:=])/).map((part, at) => html`${at === 0 ? '' : html`<wbr>`}${marked(part)}`);
}

/** Our own sentence, which may hold pasted values. Quoted addresses break between their parts, and their last part stands out. */
export function sentence(text: string): unknown {
  return text.split(/(“[^”]*”)/).map((part) => {
    if (!part.startsWith('“')) return part.split(INSTANT).map((piece, at) => (at % 2 === 1 ? when(piece) : marked(piece)));
    const quoted = part.slice(1, -1);
    return ADDRESS.test(quoted) ? html`“${address(quoted)}”` : marked(part);
  });
}

/** An instant as the core writes it. One inside quotation marks is a value of the message and stays as it came. */
const INSTANT = /\b(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z)/;

function address(quoted: string): TemplateResult {
  const last = shortName(quoted);
  const at = quoted.lastIndexOf(last);
  return html`<bdi class="pasted address">${parted(quoted.slice(0, at))}<wbr><span class="address-last">${marked(last)}</span>${
    marked(quoted.slice(at + last.length))}</bdi>`;
}

/** The first sentence of a message; one that ends inside a quoted value ends later. */
export function firstSentence(text: string): string {
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '“') quoted = true;
    else if (character === '”') quoted = false;
    else if (!quoted && character === '.' && text.charAt(at + 1) === ' ') return text.slice(0, at + 1);
  }
  return text;
}

/** A text about any service provider, told of this one where its name is known. */
export function withOwnName(text: string, name: string | undefined): string {
  return name === undefined ? text : text.replace(/\b(?:the|this) service provider\b/gi, () => name);
}

/** A text that names settings of the core, told of the boxes they are typed into here. */
export function withBoxNames(text: string): string {
  return text.replace(/(?:the setting |(?<=\())decryptionKey\b/g, 'the box “Private key” under Options')
    .replace(/(?:the setting |(?<=\())decryptionPassphrase\b/g, 'the box “Passphrase of the key” under Options');
}

/** A phrase as a sentence: with a capital, and with a full stop. */
export function asSentence(phrase: string): string {
  const begun = phrase.charAt(0).toUpperCase() + phrase.slice(1);
  return /[.!?…]$/.test(begun) ? begun : `${begun}.`;
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
