// <sso-text-box>: a text area at once, and CodeMirror in its place as soon as that is loaded. Lives in the
// shadow tree of its host without one of its own, so that labels reach it by id.
import type { Editor, Look, Note } from './codemirror';
import { readTextFile } from './file';
import { readableText, type ReadableText } from './readable';

export type { Note } from './codemirror';

/** Marks that belong to exactly one text; they are not drawn on another. */
export interface Annotations {
  text: string;
  notes: Note[];
  signed: { from: number; to: number }[];
}

export interface Selected {
  from: number;
  to: number;
}

type EditorModule = typeof import('./codemirror');

let loading: Promise<EditorModule> | undefined;
let loaded: EditorModule | undefined;

/** Loads the editor; every box waits for this one promise. */
export function loadEditor(): Promise<EditorModule> {
  loading ??= import('./codemirror').then((module) => {
    loaded = module;
    return module;
  });
  return loading;
}

let announceEditor: () => void = () => undefined;
const editorWanted = new Promise<void>((resolve) => {
  announceEditor = resolve;
});

/** Called after the first paint: from now on boxes may turn into editors. */
export function allowEditor(): void {
  announceEditor();
}

export class TextBox extends HTMLElement {
  #text = '';
  #annotations: Annotations | undefined;
  /** The view for reading, where that is on. */
  #readable: ReadableText | undefined;
  #area: HTMLTextAreaElement | undefined;
  #editor: Editor | undefined;
  #pendingSelection: Selected | undefined;
  #shown: object | undefined;

  connectedCallback(): void {
    // Once the editor is loaded nothing stands in for it: a text area takes long to lay a long line out.
    if (loaded !== undefined) this.#mountEditor(loaded);
    else if (this.#area === undefined && this.#editor === undefined) this.#mountArea();
    this.addEventListener('dragover', this.#dragOver, true);
    this.addEventListener('dragleave', this.#dragLeave, true);
    this.addEventListener('drop', this.#drop, true);
    this.addEventListener('paste', this.#paste, true);
    void editorWanted.then(loadEditor).then(
      (module) => this.#mountEditor(module),
      () => this.toggleAttribute('data-plain', true),
    );
  }

  disconnectedCallback(): void {
    this.removeEventListener('dragover', this.#dragOver, true);
    this.removeEventListener('dragleave', this.#dragLeave, true);
    this.removeEventListener('drop', this.#drop, true);
    this.removeEventListener('paste', this.#paste, true);
    this.#editor?.destroy();
    this.#editor = undefined;
    this.#area?.remove();
    this.#area = undefined;
    this.removeAttribute('data-editor');
  }

  get value(): string {
    return this.#text;
  }

  set value(text: string) {
    if (text === this.#text) return;
    this.#text = text;
    if (this.#readable !== undefined) this.#readable = readableText(text);
    this.#redraw();
  }

  /** Shows the text broken into lines, and lets nobody type meanwhile. The value stays what it is. */
  set readable(on: boolean) {
    if (on === (this.#readable !== undefined)) return;
    this.#readable = on ? readableText(this.#text) : undefined;
    this.#redraw();
  }

  /** Selects the next thing found and moves the focus there. */
  nextProblem(): void {
    if (this.#editor !== undefined) return this.#editor.nextProblem();
    const notes = [...(this.#annotations?.notes ?? [])].sort((a, b) => a.from - b.from);
    const next = notes.find(({ from }) => from > (this.#area?.selectionStart ?? -1)) ?? notes[0];
    if (next === undefined) return;
    this.#pendingSelection = next;
    this.#select();
  }

  #redraw(): void {
    const text = this.#readable?.text ?? this.#text;
    if (this.#area !== undefined) {
      this.#area.value = text;
      this.#area.readOnly = this.#look().readOnly;
    }
    this.#editor?.setText(text, this.#look());
    this.#annotate();
  }

  #look(): Look {
    return { readOnly: this.hasAttribute('readonly') || this.#readable !== undefined, folds: this.#readable?.folds ?? [] };
  }

  set annotations(annotations: Annotations | undefined) {
    if (annotations === this.#annotations) return;
    this.#annotations = annotations;
    this.#annotate();
  }

  /** Selects a place and moves the focus there, once for each new object. */
  set shown(shown: Selected | undefined) {
    if (shown === this.#shown) return;
    this.#shown = shown;
    if (shown === undefined) return;
    this.#pendingSelection = shown;
    queueMicrotask(() => this.#select());
  }

  override focus(): void {
    if (this.#editor !== undefined) this.#editor.focus();
    else this.#area?.focus();
  }

  /** Puts another text in place of this one, as an edit of the text itself. */
  replace(text: string): void {
    if (this.#readable !== undefined) {
      this.readable = false;
      this.dispatchEvent(new CustomEvent('box-original'));
    }
    if (this.#editor !== undefined) return this.#editor.replace(text);
    this.value = text;
    this.#tell();
    this.focus();
  }

  /** Puts a file's text into the box, as if it had been pasted. */
  async open(file: File): Promise<void> {
    const read = await readTextFile(file);
    if ('refused' in read) {
      this.dispatchEvent(new CustomEvent('box-refused', { detail: read.refused }));
      return;
    }
    this.value = read.text;
    this.#tell();
  }

  #mountArea(): void {
    const area = document.createElement('textarea');
    area.className = 'plain';
    area.spellcheck = false;
    area.autocapitalize = 'off';
    area.setAttribute('autocomplete', 'off');
    for (const [name, value] of Object.entries(this.#attributes())) area.setAttribute(name, value);
    area.placeholder = this.getAttribute('placeholder') ?? '';
    area.readOnly = this.#look().readOnly;
    area.value = this.#readable?.text ?? this.#text;
    let top = 0;
    area.addEventListener('beforeinput', () => {
      top = area.selectionStart === 0 ? 0 : area.scrollTop;
    });
    area.addEventListener('input', (event) => {
      this.#text = area.value;
      this.#tell();
      // The beginning of a paste stays in sight; the browser scrolls to its end.
      if ((event as InputEvent).inputType === 'insertFromPaste') requestAnimationFrame(() => area.scrollTo({ top }));
    });
    this.#area = area;
    this.append(area);
  }

  #mountEditor(module: EditorModule): void {
    const area = this.#area;
    if (this.#editor !== undefined || !this.isConnected) return;
    if (area !== undefined && (this.getRootNode() as ShadowRoot | Document).activeElement === area) {
      // Somebody is typing: an exchange would lose the caret, and with some keyboards a half-written word.
      area.addEventListener('blur', () => this.#mountEditor(module), { once: true });
      return;
    }
    this.#editor = module.createEditor({
      parent: this,
      text: this.#readable?.text ?? this.#text,
      look: this.#look(),
      xml: this.hasAttribute('xml'),
      placeholder: this.getAttribute('placeholder') ?? '',
      attributes: this.#attributes(),
      onText: (text) => {
        this.#text = text;
        this.#tell();
      },
    });
    area?.remove();
    this.#area = undefined;
    this.toggleAttribute('data-editor', true);
    this.#annotate();
    this.#select();
  }

  #attributes(): Record<string, string> {
    const attributes: Record<string, string> = {};
    const label = this.getAttribute('labelledby');
    const description = this.getAttribute('describedby');
    if (label !== null) attributes['aria-labelledby'] = label;
    if (description !== null) attributes['aria-describedby'] = description;
    return attributes;
  }

  #annotate(): void {
    const annotations = this.#annotations;
    if (annotations === undefined) return this.#editor?.annotate([], []);
    if (annotations.text !== this.#text) return;
    const { notes, signed } = annotations;
    const shown = this.#readable?.shown;
    if (shown === undefined) this.#editor?.annotate(notes, signed);
    else this.#editor?.annotate(notes.map((note) => ({ ...note, ...shown(note) })), signed.map(shown));
  }

  #select(): void {
    const pending = this.#pendingSelection;
    if (pending === undefined || !this.isConnected) return;
    const place = this.#readable?.shown(pending) ?? pending;
    if (this.#editor !== undefined) {
      this.#editor.select(place);
    } else if (this.#area !== undefined) {
      this.#area.focus();
      this.#area.setSelectionRange(place.from, place.to);
    }
    this.#pendingSelection = undefined;
  }

  #tell(): void {
    this.dispatchEvent(new CustomEvent('box-input', { detail: this.#text }));
  }

  readonly #dragOver = (event: DragEvent): void => {
    if (this.hasAttribute('readonly') || !event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    this.toggleAttribute('data-over', true);
  };

  readonly #dragLeave = (): void => {
    this.removeAttribute('data-over');
  };

  /** The view for reading takes a paste that replaces everything, as the text itself; of any other one it says why not. */
  readonly #paste = (event: ClipboardEvent): void => {
    const into = event.target as HTMLElement;
    if (this.#readable === undefined || this.hasAttribute('readonly') || into.closest('.cm-panel') !== null) return;
    event.preventDefault();
    event.stopPropagation();
    const pasted = event.clipboardData?.getData('text/plain') ?? '';
    if (pasted !== '' && this.#isAllSelected()) this.replace(pasted.replace(/\r\n?/g, '\n'));
    else this.dispatchEvent(new CustomEvent('box-reading'));
  };

  #isAllSelected(): boolean {
    const area = this.#area;
    return area === undefined ? this.#editor?.isAllSelected() === true : area.selectionStart === 0 && area.selectionEnd === area.value.length;
  }

  readonly #drop = (event: DragEvent): void => {
    this.removeAttribute('data-over');
    const file = event.dataTransfer?.files[0];
    if (file === undefined || this.hasAttribute('readonly')) return;
    event.preventDefault();
    event.stopPropagation();
    void this.open(file);
  };
}

customElements.define('sso-text-box', TextBox);
