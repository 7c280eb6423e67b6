// CodeMirror in chosen parts. Loaded after the first paint, never before.
import { history, historyKeymap, standardKeymap } from '@codemirror/commands';
import { xmlLanguage } from '@codemirror/lang-xml';
import { codeFolding, foldEffect, foldGutter, foldKeymap, syntaxHighlighting } from '@codemirror/language';
import { forEachDiagnostic, lintGutter, nextDiagnostic, previousDiagnostic, setDiagnostics, type Diagnostic } from '@codemirror/lint';
import { search, searchKeymap } from '@codemirror/search';
import { Compartment, EditorState, StateEffect, StateField, type Extension, type Range, type Text } from '@codemirror/state';
import {
  Decoration,
  drawSelection,
  EditorView,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
  placeholder,
  type DecorationSet,
  type ViewUpdate,
} from '@codemirror/view';
import { highlightStyle, theme } from './theme';

export interface Note {
  from: number;
  to: number;
  severity: Diagnostic['severity'];
  message: string;
}

/** How a text is shown. */
export interface Look {
  /** Nobody types into this view. */
  readOnly: boolean;
  folds: readonly { from: number; to: number }[];
}

export interface Editor {
  setText(text: string, look: Look): void;
  /** The same as an edit: undone like one, told like one. */
  replace(text: string): void;
  isAllSelected(): boolean;
  annotate(notes: Note[], signed: { from: number; to: number }[]): void;
  select(place: { from: number; to: number }): void;
  /** Goes to the next thing found, and says it. */
  nextProblem(): void;
  focus(): void;
  destroy(): void;
}

interface Options {
  parent: HTMLElement;
  text: string;
  look: Look;
  xml: boolean;
  placeholder: string;
  attributes: Record<string, string>;
  onText: (text: string) => void;
}

const ANNOUNCE_MS = 100;
/** In longer lines the editor colours so much at once that it stalls; nobody reads them unbroken. */
const LONGEST_LINE = 20_000;
/** Colours and folds need the whole text parsed. */
const LARGEST_COLOURED = 4_000_000;
/** Pastes above this replace the editor's whole state; undo does not go behind them. */
const LARGE_PASTE = 300_000;
/** More marks than anybody looks at make scrolling slow. */
const MOST_MARKS = 500;
/** Lines of a text that somebody may scroll through. */
const MOST_BARS = 20_000;

function isHeavy(text: string): boolean {
  return text.length > LARGEST_COLOURED || hasLongLine(text);
}

function hasLongLine(text: string): boolean {
  for (let start = 0; start < text.length; ) {
    const end = text.indexOf('\n', start);
    if ((end === -1 ? text.length : end) - start > LONGEST_LINE) return true;
    if (end === -1) return false;
    start = end + 1;
  }
  return false;
}

function isLargePaste(text: string): boolean {
  return text.length >= LARGE_PASTE && !hasLongLine(text);
}

const setSigned = StateEffect.define<{ from: number; to: number }[]>();

/** The parts of the text that a trusted key signed. */
const signedParts = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    let next = marks.map(transaction.changes);
    for (const effect of transaction.effects) {
      if (!effect.is(setSigned)) continue;
      const length = transaction.newDoc.length;
      const signed = effect.value.filter(({ from, to }) => from < to && to <= length);
      const ranges: Range<Decoration>[] = [
        ...barsBeside(signed, transaction.newDoc),
        ...signed.map(({ from, to }) => Decoration.mark({ class: 'cm-signed' }).range(from, to)),
        ...(signed.length === 0 ? [] : gaps(signed, length)).map(({ from, to }) => Decoration.mark({ class: 'cm-unsigned' }).range(from, to)),
      ];
      next = Decoration.set(ranges, true);
    }
    return next;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** A bar beside every line with a signed part: a tint alone is lost in forced colours, and to many eyes. */
function barsBeside(signed: readonly { from: number; to: number }[], doc: Text): Range<Decoration>[] {
  const starts = new Set<number>();
  for (const { from, to } of signed) {
    for (let at = from; at < to && starts.size < MOST_BARS; ) {
      const line = doc.lineAt(at);
      starts.add(line.from);
      at = line.to + 1;
    }
  }
  return [...starts].map((start) => Decoration.line({ class: 'cm-signed-line' }).range(start));
}

/** The triangle beside a line that folds. */
function foldMark(open: boolean): HTMLElement {
  const mark = document.createElement('span');
  mark.className = 'cm-fold-mark';
  mark.dataset['open'] = String(open);
  return mark;
}

/** Says the finding under the selection to whoever does not see it. */
function say(view: EditorView): boolean {
  const { from, to } = view.state.selection.main;
  forEachDiagnostic(view.state, (diagnostic, start, end) => {
    if (start !== from || end !== to) return;
    const line = view.state.doc.lineAt(start).number;
    const words = `${diagnostic.severity}, line ${line}: ${diagnostic.message}`;
    // A live region is heard when it changes after the focus has moved.
    setTimeout(() => view.dispatch({ effects: EditorView.announce.of(words) }), ANNOUNCE_MS);
  });
  return true;
}

/** Where a paste begins: that is worth seeing, not its end, where the caret stands. */
function beginningOfPaste({ transactions, changes }: ViewUpdate): number | undefined {
  if (!transactions.some((transaction) => transaction.isUserEvent('input.paste'))) return undefined;
  let beginning: number | undefined;
  changes.iterChanges((_from, _to, from) => {
    beginning ??= from;
  });
  return beginning;
}

function editable(readOnly: boolean): Extension {
  return readOnly ? [EditorState.readOnly.of(true), EditorView.contentAttributes.of({ 'aria-readonly': 'true' })] : [];
}

/** What lies between the ranges. */
function gaps(ranges: readonly { from: number; to: number }[], length: number): { from: number; to: number }[] {
  const between: { from: number; to: number }[] = [];
  let end = 0;
  for (const { from, to } of ranges.toSorted((a, b) => a.from - b.from)) {
    if (from > end) between.push({ from: end, to: from });
    end = Math.max(end, to);
  }
  if (end < length) between.push({ from: end, to: length });
  return between;
}

export function createEditor(options: Options): Editor {
  const editing = new Compartment();
  const colours = new Compartment();
  let quiet = false;
  const coloured = (text: string): Extension => (options.xml && !isHeavy(text) ? [xmlLanguage, syntaxHighlighting(highlightStyle)] : []);
  const view = new EditorView({
    parent: options.parent,
    root: options.parent.getRootNode() as Document | ShadowRoot,
    state: stateOf(options.text, options.look),
  });
  fold(options.look);

  function stateOf(text: string, look: Look): EditorState {
    return EditorState.create({ doc: text, extensions: extensions(options, text, look) });
  }

  function fold({ folds }: Look): void {
    if (folds.length > 0) view.dispatch({ effects: folds.map((range) => foldEffect.of(range)) });
  }

  function extensions({ xml, attributes, placeholder: hint, onText }: Options, text: string, look: Look): Extension[] {
    return [
      lineNumbers(),
      highlightActiveLineGutter(),
      highlightSpecialChars(),
      drawSelection(),
      EditorView.lineWrapping,
      editing.of(editable(look.readOnly)),
      codeFolding({ placeholderText: '…' }),
      xml ? foldGutter({ markerDOM: foldMark }) : [],
      lintGutter(),
      EditorView.contentAttributes.of({
        ...attributes,
        // Focusable anyway; said aloud for tools that do not know contenteditable.
        tabindex: '0',
        spellcheck: 'false',
        translate: 'no',
      }),
      colours.of(coloured(text)),
      history(),
      hint === '' ? [] : placeholder(hint),
      // Tab stays free: it leaves the editor, as everywhere on a page.
      keymap.of([
        { key: 'F8', run: (target) => nextDiagnostic(target) && say(target) },
        { key: 'Shift-F8', run: (target) => previousDiagnostic(target) && say(target) },
        ...foldKeymap,
        // The browser's own search sees only the lines on screen.
        ...searchKeymap,
        // Not the keys of programmers: one that moves a line or makes it a comment breaks what is signed.
        ...standardKeymap,
        ...historyKeymap,
      ]),
      search({ top: true }),
      EditorState.phrases.of({ 'Fold line': 'Fold', 'Unfold line': 'Unfold', next: 'Next', previous: 'Previous', 'match case': 'Match case' }),
      EditorView.domEventHandlers({ paste: pasteLarge }),
      signedParts,
      theme,
      EditorView.updateListener.of((change) => {
        if (!change.docChanged || quiet) return;
        const typed = change.state.doc.toString();
        onText(typed);
        const beginning = beginningOfPaste(change);
        if (beginning !== undefined) queueMicrotask(() => view.dispatch({ effects: EditorView.scrollIntoView(within(beginning)) }));
        if (isHeavy(typed) !== heavy) recolour(typed);
      }),
    ];
  }

  /** The editor would draw all of a very large paste once before it sees that most of it is out of sight. */
  function pasteLarge(event: ClipboardEvent): boolean {
    const pasted = event.clipboardData?.getData('text/plain') ?? '';
    if (view.state.readOnly || !isLargePaste(pasted)) return false;
    const { from, to } = view.state.selection.main;
    const { doc } = view.state;
    event.preventDefault();
    takeLarge(doc.sliceString(0, from) + pasted.replace(/\r\n?/g, '\n') + doc.sliceString(to));
    return true;
  }

  function takeLarge(text: string): void {
    exchange(text, { readOnly: false, folds: [] });
    options.onText(text);
  }

  /**
   * Another text. Many lines: a new state, of which only what is in sight is drawn. A line of enormous length: a change,
   * because in a new state the editor draws such a line once as a whole.
   */
  function exchange(text: string, look: Look): void {
    heavy = isHeavy(text);
    if (hasLongLine(text)) {
      quiet = true;
      view.dispatch({
        changes: { from: 0, to: view.state.doc.length, insert: text },
        selection: { anchor: 0 },
        effects: [editing.reconfigure(editable(look.readOnly)), colours.reconfigure(coloured(text))],
      });
      quiet = false;
    } else {
      view.setState(stateOf(text, look));
    }
    fold(look);
  }

  let heavy = isHeavy(options.text);
  function recolour(text: string): void {
    heavy = isHeavy(text);
    // Not inside the change that told of it.
    queueMicrotask(() => view.dispatch({ effects: colours.reconfigure(coloured(text)) }));
  }

  const within = (offset: number): number => Math.max(0, Math.min(offset, view.state.doc.length));

  return {
    setText(text, look) {
      exchange(text, look);
    },
    replace(text) {
      if (isLargePaste(text)) takeLarge(text);
      else view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text }, selection: { anchor: 0 }, userEvent: 'input.paste' });
      view.focus();
    },
    isAllSelected() {
      const { from, to } = view.state.selection.main;
      return from === 0 && to === view.state.doc.length;
    },
    annotate(notes, signed) {
      const diagnostics = notes.slice(0, MOST_MARKS).map((note) => ({ ...note, from: within(note.from), to: within(Math.max(note.from, note.to)) }));
      const { effects = [] } = setDiagnostics(view.state, diagnostics);
      // In one step: each is a walk over everything that is drawn.
      view.dispatch({ effects: [...[effects].flat(), setSigned.of(signed)] });
    },
    select({ from, to }) {
      const anchor = within(from);
      const head = within(Math.max(from, to));
      view.dispatch({
        selection: { anchor, head },
        effects: EditorView.scrollIntoView(anchor, { y: 'center' }),
      });
      view.focus();
      view.dom.scrollIntoView({ block: 'nearest' });
    },
    nextProblem() {
      view.focus();
      if (nextDiagnostic(view)) say(view);
    },
    focus() {
      view.focus();
    },
    destroy() {
      view.destroy();
    },
  };
}
