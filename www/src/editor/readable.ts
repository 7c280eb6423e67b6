// A text broken into lines for reading. Only line breaks and blanks are put in, between tags, so that every
// place of the text has its place in the view; the text itself is never touched.

export interface ReadableText {
  text: string;
  /** Parts that nobody reads, such as certificates: folded at first. */
  folds: { from: number; to: number }[];
  /** Where a range of the original stands in the view. */
  shown(range: { from: number; to: number }): { from: number; to: number };
}

const INDENT = '  ';
/** Deeper than anybody nests on purpose; beyond, the indent stays. */
const DEEPEST = 40;
/** Long enough to be worth a fold. */
const LONG = 120;

export function readableText(text: string): ReadableText {
  const breaks = breaksOf(text);
  const parts: string[] = [];
  // Before the break at `at[i]`, `added[i]` units were put in; with it, `added[i + 1]`.
  const at: number[] = [];
  const added: number[] = [0];
  let from = 0;
  for (const { offset, depth } of breaks) {
    const blanks = `\n${INDENT.repeat(Math.min(depth, DEEPEST))}`;
    parts.push(text.slice(from, offset), blanks);
    at.push(offset);
    added.push((added.at(-1) ?? 0) + blanks.length);
    from = offset;
  }
  parts.push(text.slice(from));
  const moved = (offset: number, withBreakHere: boolean): number => {
    let low = 0;
    let high = at.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const here = at[middle] ?? 0;
      if (here < offset || (withBreakHere && here === offset)) low = middle + 1;
      else high = middle;
    }
    return offset + (added[low] ?? 0);
  };
  const shown = parts.join('');
  return {
    text: shown,
    folds: foldsOf(shown),
    shown: ({ from: start, to }) => ({ from: moved(start, true), to: moved(to, to === start) }),
  };
}

/** Where a line break helps: before a tag that follows another one at once, but not inside an empty element. */
function breaksOf(text: string): { offset: number; depth: number }[] {
  const breaks: { offset: number; depth: number }[] = [];
  let depth = 0;
  let previous: 'open' | 'other' | 'none' = 'none';
  let end = 0;
  for (let start = text.indexOf('<'); start !== -1; start = text.indexOf('<', end)) {
    const gap = text.slice(end, start);
    const kind = kindOf(text, start);
    const stop = endOf(text, start);
    // What is no XML any more stays as it is.
    if (stop === -1) break;
    if (kind === 'close') depth = Math.max(0, depth - 1);
    const empty = kind === 'close' && previous === 'open';
    if (previous !== 'none' && !empty && gap.trim() === '' && !gap.includes('\n')) breaks.push({ offset: start, depth });
    const selfClosing = text.charCodeAt(stop - 2) === 0x2f;
    if (kind === 'open' && !selfClosing) depth += 1;
    previous = kind === 'open' && !selfClosing ? 'open' : 'other';
    end = stop;
  }
  return breaks;
}

function kindOf(text: string, start: number): 'open' | 'close' | 'other' {
  const next = text.charAt(start + 1);
  return next === '/' ? 'close' : next === '!' || next === '?' ? 'other' : 'open';
}

/** Behind the tag, comment or section that begins at `start`; -1 where it has no end. */
function endOf(text: string, start: number): number {
  for (const [opening, closing] of [['<!--', '-->'], ['<![CDATA[', ']]>'], ['<?', '?>']] as const) {
    if (!text.startsWith(opening, start)) continue;
    const at = text.indexOf(closing, start + opening.length);
    return at === -1 ? -1 : at + closing.length;
  }
  for (let at = start + 1; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '>') return at + 1;
    if (character !== '"' && character !== "'") continue;
    at = text.indexOf(character, at + 1);
    if (at === -1) return -1;
  }
  return -1;
}

function foldsOf(text: string): { from: number; to: number }[] {
  const folds: { from: number; to: number }[] = [];
  for (const found of text.matchAll(/<(?:[\w.-]+:)?(?:X509Certificate|SignatureValue|CipherValue|Modulus)(?:\s[^<>]*)?>([^<]+)</g)) {
    const content = found[1] ?? '';
    const to = found.index + found[0].length - 1;
    if (content.length > LONG) folds.push({ from: to - content.length, to });
  }
  return folds;
}
