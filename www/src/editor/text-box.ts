// <sso-text-box>: a text area at once, and CodeMirror in its place as soon as that is loaded. Lives in the
// shadow tree of its host without one of its own, so that labels reach it by id.
import type { Editor, Note } from './codemirror';
import { readTextFile } from './file';

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

/** Loads the editor; every box waits for this one promise. */
export function loadEditor(): Promise<EditorModule> {
  loading ??= import('./codemirror');
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
  #area: HTMLTextAreaElement | undefined;
  #editor: Editor | undefined;
  #pendingSelection: Selected | undefined;
  #shown: object | undefined;

  connectedCallback(): void {
    if (this.#area === undefined && this.#editor === undefined) this.#mountArea();
    this.addEventListener('dragover', this.#dragOver, true);
    this.addEventListener('dragleave', this.#dragLeave, true);
    this.addEventListener('drop', this.#drop, true);
    void editorWanted.then(loadEditor).then(
      (module) => this.#mountEditor(module),
      () => this.toggleAttribute('data-plain', true),
    );
  }

  disconnectedCallback(): void {
    this.removeEventListener('dragover', this.#dragOver, true);
    this.removeEventListener('dragleave', this.#dragLeave, true);
    this.removeEventListener('drop', this.#drop, true);
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
    if (this.#area !== undefined) this.#area.value = text;
    this.#editor?.setText(text);
    this.#annotate();
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
    area.readOnly = this.hasAttribute('readonly');
    area.value = this.#text;
    area.addEventListener('input', () => {
      this.#text = area.value;
      this.#tell();
    });
    this.#area = area;
    this.append(area);
  }

  #mountEditor(module: EditorModule): void {
    const area = this.#area;
    if (area === undefined || this.#editor !== undefined || !this.isConnected) return;
    if ((this.getRootNode() as ShadowRoot | Document).activeElement === area) {
      // Somebody is typing: an exchange would lose the caret, and with some keyboards a half-written word.
      area.addEventListener('blur', () => this.#mountEditor(module), { once: true });
      return;
    }
    this.#editor = module.createEditor({
      parent: this,
      text: this.#text,
      readOnly: this.hasAttribute('readonly'),
      xml: this.hasAttribute('xml'),
      placeholder: this.getAttribute('placeholder') ?? '',
      attributes: this.#attributes(),
      onText: (text) => {
        this.#text = text;
        this.#tell();
      },
    });
    area.remove();
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
    if (annotations === undefined) this.#editor?.annotate([], []);
    else if (annotations.text === this.#text) this.#editor?.annotate(annotations.notes, annotations.signed);
  }

  #select(): void {
    const place = this.#pendingSelection;
    if (place === undefined || !this.isConnected) return;
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
