// Icons: decoration only, words always stand beside them.
import { html, svg, type SVGTemplateResult, type TemplateResult } from 'lit';

function icon(shape: SVGTemplateResult): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 16 16" width="16" height="16" fill="none" stroke="currentColor"
    stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">${shape}</svg>`;
}

export const icons = {
  error: icon(svg`<circle cx="8" cy="8" r="6.25"/><path d="m6 6 4 4m0-4-4 4"/>`),
  warning: icon(svg`<path d="M8 2 14.4 13.4H1.6Z"/><path d="M8 6.6v3M8 11.6v.01"/>`),
  info: icon(svg`<circle cx="8" cy="8" r="6.25"/><path d="M8 7.4v3.4M8 5.2v.01"/>`),
  hint: icon(svg`<path d="M5.6 9.6a4 4 0 1 1 4.8 0c-.6.5-.9 1-.9 1.7H6.5c0-.7-.3-1.2-.9-1.7ZM6.6 13.6h2.8"/>`),
  check: icon(svg`<circle cx="8" cy="8" r="6.25"/><path d="m5.4 8.2 1.8 1.8 3.4-3.8"/>`),
  tick: icon(svg`<path d="m3.4 8.4 3.1 3.1 6.2-6.8"/>`),
  next: icon(svg`<path d="M8 3v9.4M4.2 8.6 8 12.4l3.8-3.8"/>`),
  lines: icon(svg`<path d="M2.6 4h7M5.6 8h7.8M5.6 12h5"/>`),
  question: icon(svg`<circle cx="8" cy="8" r="6.25"/><path d="M6.2 6.4A1.9 1.9 0 1 1 8.6 8.2c-.4.2-.6.5-.6.9M8 11.2v.01"/>`),
  lock: icon(svg`<rect x="3.2" y="7" width="9.6" height="6.6" rx="1.6"/><path d="M5.2 7V5.2a2.8 2.8 0 0 1 5.6 0V7"/>`),
  shield: icon(svg`<path d="M8 1.8 13.2 3.6v4c0 3.2-2.1 5.5-5.2 6.6-3.1-1.1-5.2-3.4-5.2-6.6v-4Z"/><path d="m5.8 7.9 1.6 1.6 2.9-3.2"/>`),
  find: icon(svg`<circle cx="7" cy="7" r="4.4"/><path d="m10.4 10.4 3.2 3.2"/>`),
  file: icon(svg`<path d="M9.2 1.8H4.4a1 1 0 0 0-1 1v10.4a1 1 0 0 0 1 1h7.2a1 1 0 0 0 1-1V5.2Z"/><path d="M9.2 1.8v3.4h3.4"/>`),
  copy: icon(svg`<rect x="5.4" y="5.4" width="8" height="8.4" rx="1.4"/><path d="M10.6 5.2V3.6a1.2 1.2 0 0 0-1.2-1.2H4a1.2 1.2 0 0 0-1.2 1.2v6a1.2 1.2 0 0 0 1.2 1.2h1.2"/>`),
  sample: icon(svg`<path d="M6.2 2h3.6M6.9 2v4L3.2 12.4a1 1 0 0 0 .9 1.6h7.8a1 1 0 0 0 .9-1.6L9.1 6V2M5 10.4h6"/>`),
  close: icon(svg`<path d="m4 4 8 8m0-8-8 8"/>`),
  swap: icon(svg`<path d="M3 5.4h9.4M10 3l2.4 2.4L10 7.8M13 10.6H3.6M6 8.2l-2.4 2.4L6 13"/>`),
  print: icon(svg`<path d="M4.6 6V2.2h6.8V6M4.6 11.4H3.2a1 1 0 0 1-1-1V7a1 1 0 0 1 1-1h9.6a1 1 0 0 1 1 1v3.4a1 1 0 0 1-1 1h-1.4M4.6 9.4h6.8v4.4H4.6Z"/>`),
  chevron: icon(svg`<path d="m6 4 4 4-4 4"/>`),
  user: icon(svg`<circle cx="8" cy="5.4" r="2.9"/><path d="M2.6 14c.5-2.9 2.7-4.3 5.4-4.3s4.9 1.4 5.4 4.3"/>`),
  key: icon(svg`<circle cx="5.2" cy="10.8" r="3"/><path d="m7.4 8.6 5.8-5.8M10.6 5.4l2 2"/>`),
};
