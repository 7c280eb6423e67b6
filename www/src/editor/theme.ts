// The editor's looks, all from the page's own tokens, so that light and dark need no second theme.
import { HighlightStyle } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

export const theme = EditorView.theme({
  '&': { height: '100%', fontSize: '0.8125rem', backgroundColor: 'transparent', color: 'var(--text)' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.6', overflow: 'auto' },
  '.cm-content': { padding: '0.625rem 0', caretColor: 'var(--text)' },
  '.cm-line': { padding: '0 0.875rem 0 0.5rem', overflowWrap: 'anywhere' },
  '.cm-gutters': { backgroundColor: 'transparent', color: 'var(--text-faint)', border: 'none', paddingLeft: '0.375rem' },
  '.cm-fold-mark': { display: 'inline-block', width: '0.875rem', cursor: 'pointer', textAlign: 'center', color: 'var(--text-faint)' },
  '.cm-fold-mark::before': { content: '"›"', display: 'inline-block' },
  '.cm-fold-mark[data-open=true]::before': { transform: 'rotate(90deg)' },
  '.cm-foldPlaceholder': { padding: '0 0.375rem', margin: '0 0.125rem', border: '1px solid var(--line-strong)', borderRadius: '4px', backgroundColor: 'var(--raised)', color: 'var(--text-soft)' },
  '.cm-gutter-lint': { width: '1rem' },
  '.cm-gutter-lint .cm-gutterElement': { padding: '0.3rem 0.125rem 0' },
  '.cm-lint-marker': { width: '0.625rem', height: '0.625rem', borderRadius: '50%', content: 'none', backgroundColor: 'var(--info)' },
  '.cm-lint-marker-error': { backgroundColor: 'var(--error)', content: 'none' },
  '.cm-lint-marker-warning': { backgroundColor: 'var(--warning)', content: 'none', borderRadius: '2px' },
  // A phone has no room to spare: what is folded at first still opens.
  '@media (max-width: 640px)': {
    '.cm-gutters': { paddingLeft: 0, fontSize: '0.6875rem' },
    '.cm-gutter.cm-foldGutter': { display: 'none !important' },
    '.cm-lineNumbers .cm-gutterElement': { minWidth: '1.25rem', padding: '0.1rem 0.0625rem 0 0' },
    '.cm-gutter-lint': { width: '0.75rem' },
    '.cm-gutter-lint .cm-gutterElement': { padding: '0.3rem 0.0625rem 0' },
    '.cm-line': { padding: '0 0.5rem 0 0.25rem' },
  },
  '.cm-activeLineGutter': { backgroundColor: 'transparent', color: 'var(--text)' },
  '.cm-cursor': { borderLeftColor: 'var(--text)' },
  '.cm-placeholder': { color: 'var(--text-soft)', display: 'inline' },
  '.cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground': {
    backgroundColor: 'var(--selection)',
  },
  '.cm-specialChar': { color: 'var(--error)', backgroundColor: 'var(--error-tint)', borderRadius: '3px' },
  '.cm-signed': { backgroundColor: 'var(--signed)' },
  '.cm-signed-line': { borderLeft: '3px solid var(--good)', paddingLeft: 'calc(0.5rem - 3px)' },
  '.cm-unsigned': { textDecoration: 'underline dotted 1px var(--text-faint)', textUnderlineOffset: '3px', color: 'var(--text-soft)' },
  '.cm-unsigned *': { color: 'inherit' },
  '.cm-lintRange': { textDecorationSkipInk: 'none', textUnderlineOffset: '3px' },
  '.cm-lintRange-error': { backgroundImage: 'none', textDecoration: 'underline wavy 1.5px var(--error)' },
  '.cm-lintRange-warning': { backgroundImage: 'none', textDecoration: 'underline wavy 1.5px var(--warning)' },
  '.cm-lintRange-info, .cm-lintRange-hint': { backgroundImage: 'none', textDecoration: 'underline solid 1px var(--info)' },
  '.cm-lintRange-active': { backgroundColor: 'transparent' },
  '.cm-panels': { backgroundColor: 'var(--raised)', color: 'var(--text)', borderBottom: '1px solid var(--line)' },
  '.cm-panel.cm-search': { padding: '0.5rem 2.25rem 0.5rem 0.5rem', fontFamily: 'var(--sans)', display: 'flex', flexWrap: 'wrap', gap: '0.25rem', alignItems: 'center' },
  // Finding is enough here: nobody edits metadata by pattern.
  '.cm-panel.cm-search br, .cm-panel.cm-search [name=select], .cm-panel.cm-search [name=replace], .cm-panel.cm-search [name=replaceAll], .cm-panel.cm-search label:has([name=re]), .cm-panel.cm-search label:has([name=word])': { display: 'none' },
  '.cm-panel.cm-search .cm-textfield': { height: '1.875rem', width: '10rem', margin: 0, padding: '0 0.5rem', backgroundColor: 'var(--sunken)', border: '1px solid var(--line-strong)', borderRadius: '6px', fontSize: '0.8125rem' },
  '.cm-panel.cm-search .cm-button': { minHeight: '1.875rem', margin: 0, padding: '0 0.625rem', backgroundImage: 'none', backgroundColor: 'var(--raised)', border: '1px solid var(--line-strong)', borderRadius: '6px', fontSize: '0.8125rem' },
  '.cm-panel.cm-search label': { display: 'inline-flex', alignItems: 'center', fontSize: '0.75rem', fontWeight: 400 },
  '.cm-panel.cm-search [name=close]': { width: '1.75rem', minHeight: '1.75rem', padding: 0, border: 0, background: 'none', color: 'var(--text-soft)', top: '0.5rem', right: '0.375rem' },
  '.cm-searchMatch': { backgroundColor: 'var(--match)' },
  '.cm-searchMatch-selected': { backgroundColor: 'var(--selection)' },
  '.cm-tooltip': {
    backgroundColor: 'var(--raised)',
    color: 'var(--text)',
    border: '1px solid var(--line)',
    borderRadius: '8px',
    boxShadow: 'var(--shadow-high)',
    overflow: 'hidden',
    maxWidth: 'min(28rem, 90vw)',
  },
  '.cm-diagnostic': { padding: '0.5rem 0.75rem', borderLeft: '3px solid var(--info)', font: '0.8125rem/1.5 var(--sans)' },
  '.cm-diagnostic-error': { borderLeftColor: 'var(--error)' },
  '.cm-diagnostic-warning': { borderLeftColor: 'var(--warning)' },
});

export const highlightStyle = HighlightStyle.define([
  { tag: [tags.tagName, tags.angleBracket], color: 'var(--code-tag)' },
  { tag: tags.attributeName, color: 'var(--code-name)' },
  { tag: [tags.attributeValue, tags.string], color: 'var(--code-value)' },
  { tag: [tags.comment, tags.processingInstruction, tags.documentMeta], color: 'var(--text-soft)' },
  { tag: [tags.character, tags.special(tags.string)], color: 'var(--code-name)' },
  { tag: tags.invalid, color: 'var(--error)' },
]);
