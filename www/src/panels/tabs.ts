// The two tabs: set up, and test a login. Both stay in the page, so that nothing typed is lost between them.
import { html, nothing, type TemplateResult } from 'lit';
import { icons } from '../icons';
import { isChanged, type State, type Tab } from '../state';
import type { Send } from './parts';

const TABS: { tab: Tab; label: string }[] = [
  { tab: 'setup', label: 'Set up' },
  { tab: 'test', label: 'Test a login' },
];

export function tabBar(state: State, send: Send): TemplateResult {
  return html`<div class="tabs" role="tablist" aria-label="Single sign-on" @keydown=${(event: KeyboardEvent) => move(event, state.tab, send)}>
    ${TABS.map(({ tab, label }) => html`<button type="button" role="tab" id=${`${tab}-tab`} class="tab"
      aria-selected=${tab === state.tab} aria-controls=${`${tab}-panel`} tabindex=${tab === state.tab ? 0 : -1}
      @click=${() => send({ kind: 'tab', tab })}>${label}${mark(state, tab)}</button>`)}
  </div>`;
}

export function tabPanel(state: State, tab: Tab, content: TemplateResult): TemplateResult {
  return html`<div role="tabpanel" id=${`${tab}-panel`} aria-labelledby=${`${tab}-tab`} ?hidden=${tab !== state.tab}>${content}</div>`;
}

/** How that tab stands, for whoever looks at the other one. */
function mark(state: State, tab: Tab): unknown {
  const { report, phase } = state.lanes[tab];
  if (report === undefined || phase === 'empty') return nothing;
  // Good metadata that nobody saved turns nothing on.
  const inForce = tab === 'test' || (state.example === undefined && state.saved !== undefined && !isChanged(state));
  if (report.verdict === 'accept' && inForce) return html`<span class="tab-mark" data-tone="good">${icons.check}<span class="visually-hidden">no errors</span></span>`;
  if (report.verdict === 'reject') return html`<span class="tab-mark" data-tone="bad">${icons.error}<span class="visually-hidden">errors</span></span>`;
  return nothing;
}

function move(event: KeyboardEvent, current: Tab, send: Send): void {
  const at = TABS.findIndex(({ tab }) => tab === current);
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: TABS.length - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  const next = TABS[(to + TABS.length) % TABS.length];
  if (next === undefined) return;
  send({ kind: 'tab', tab: next.tab });
  (event.currentTarget as HTMLElement).querySelector<HTMLElement>(`#${next.tab}-tab`)?.focus();
}
