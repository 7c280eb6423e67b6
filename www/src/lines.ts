// Line numbers as the boxes show them: a text broken into lines for reading has other lines than the text itself.
import type { Lane } from './checker';
import { readableText } from './editor/readable';
import type { State } from './state';
import type { Report } from './types';

/** Messages come with hardly any line break: nobody reads them so. */
function hasLongLines(text: string): boolean {
  const lines = text.trim().split('\n').length;
  return lines === 1 || text.length / lines > 200;
}

/** Whether the box of that source shows its text broken into lines. */
export function isReadable({ readable }: State, source: string, text: string): boolean {
  switch (source) {
    case 'metadata':
      return readable.metadata === true;
    case 'capture':
    case 'otherCapture':
    case 'savedMetadata':
      return false;
    default:
      return readable.decoded ?? hasLongLines(text);
  }
}

/** Breaking larger texts a second time would be felt; their lines stay those of the text itself. */
const LARGEST = 5_000_000;

const made = new WeakMap<Report, { broken: string; report: Report }>();

/** The lane's report with every place's line as its box shows it; the same object until something changes. */
export function reportOnView(state: State, lane: Lane): Report | undefined {
  const { report, texts } = state.lanes[lane];
  if (report === undefined) return undefined;
  const broken = Object.entries(texts).filter(([source, text]) => text.length <= LARGEST && isReadable(state, source, text));
  if (broken.length === 0) return report;
  const key = broken.map(([source]) => source).join(' ');
  const known = made.get(report);
  if (known?.broken === key) return known.report;
  const lines = new Map(broken.map(([source, text]) => [source, linesOf(text)]));
  const moved = withLines(report, lines) as Report;
  made.set(report, { broken: key, report: moved });
  return moved;
}

/** The line of the readable view on which a place of the text begins. */
function linesOf(text: string): (from: number) => number {
  const view = readableText(text);
  const ends: number[] = [];
  for (let at = view.text.indexOf('\n'); at !== -1; at = view.text.indexOf('\n', at + 1)) ends.push(at);
  return (from) => {
    const offset = view.shown({ from, to: from + 1 }).from;
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle] ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    return low + 1;
  };
}

/** A copy in which every place of those sources has its line on view. The report nests a few levels, never more. */
function withLines(value: unknown, lines: ReadonlyMap<string, (from: number) => number>): unknown {
  if (Array.isArray(value)) return value.map((item) => withLines(item, lines));
  if (typeof value !== 'object' || value === null) return value;
  const copy: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(value)) copy[name] = withLines(member, lines);
  const { source, from, line } = copy;
  const lineOf = typeof source === 'string' ? lines.get(source) : undefined;
  if (lineOf !== undefined && typeof from === 'number' && typeof line === 'number') copy['line'] = lineOf(from);
  return copy;
}
