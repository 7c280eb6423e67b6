// CodeMirror in chosen parts. Loaded after the first paint, never before.
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { xmlLanguage } from '@codemirror/lang-xml';
import { bracketMatching, syntaxHighlighting } from '@codemirror/language';
import { nextDiagnostic, previousDiagnostic, setDiagnostics, type Diagnostic } from '@codemirror/lint';
import { search, searchKeymap } from '@codemirror/search';
import { EditorState, StateEffect, StateField, type Extension, type Range } from '@codemirror/state';
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
} from '@codemirror/view';
import { highlightStyle, theme } from './theme';

export interface Note {
  from: number;
  to: number;
  severity: Diagnostic['severity'];
  message: string;
}

export interface Editor {
  setText(text: string): void;
  annotate(notes: Note[], signed: { from: number; to: number }[]): void;
  select(place: { from: number; to: number }): void;
  focus(): void;
  destroy(): void;
}

interface Options {
  parent: HTMLElement;
  text: string;
  readOnly: boolean;
  xml: boolean;
  placeholder: string;
  attributes: Record<string, string>;
  onText: (text: string) => void;
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
        ...signed.map(({ from, to }) => Decoration.mark({ class: 'cm-signed' }).range(from, to)),
        ...(signed.length === 0 ? [] : gaps(signed, length)).map(({ from, to }) => Decoration.mark({ class: 'cm-unsigned' }).range(from, to)),
      ];
      next = Decoration.set(ranges, true);
    }
    return next;
  },
  provide: (field) => EditorView.decorations.from(field),
});

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
  const view = new EditorView({
    parent: options.parent,
    root: options.parent.getRootNode() as Document | ShadowRoot,
    state: EditorState.create({
      doc: options.text,
      extensions: extensions(options),
    }),
  });
  let quiet = false;

  function extensions({ readOnly, xml, attributes, placeholder: hint, onText }: Options): Extension[] {
    return [
      lineNumbers(),
      highlightActiveLineGutter(),
      highlightSpecialChars(),
      drawSelection(),
      bracketMatching(),
      EditorView.lineWrapping,
      EditorState.readOnly.of(readOnly),
      EditorView.contentAttributes.of({
        ...attributes,
        ...(readOnly ? { 'aria-readonly': 'true' } : {}),
        // Focusable anyway; said aloud for tools that do not know contenteditable.
        tabindex: '0',
        spellcheck: 'false',
        translate: 'no',
      }),
      xml ? [xmlLanguage, syntaxHighlighting(highlightStyle)] : [],
      readOnly ? [] : history(),
      hint === '' ? [] : placeholder(hint),
      // Tab stays free: it leaves the editor, as everywhere on a page.
      keymap.of([
        { key: 'F8', run: nextDiagnostic },
        { key: 'Shift-F8', run: previousDiagnostic },
        // The browser's own search sees only the lines on screen.
        ...searchKeymap,
        ...defaultKeymap,
        ...historyKeymap,
      ]),
      search({ top: true }),
      EditorState.phrases.of({ next: 'Next', previous: 'Previous', 'match case': 'Match case' }),
      signedParts,
      theme,
      EditorView.updateListener.of((change) => {
        if (change.docChanged && !quiet) onText(change.state.doc.toString());
      }),
    ];
  }

  const within = (offset: number): number => Math.max(0, Math.min(offset, view.state.doc.length));

  return {
    setText(text) {
      quiet = true;
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text }, selection: { anchor: 0 } });
      quiet = false;
    },
    annotate(notes, signed) {
      const diagnostics = notes.map((note) => ({ ...note, from: within(note.from), to: within(Math.max(note.from, note.to)) }));
      view.dispatch(setDiagnostics(view.state, diagnostics));
      view.dispatch({ effects: setSigned.of(signed) });
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
    focus() {
      view.focus();
    },
    destroy() {
      view.destroy();
    },
  };
}
