import type { Status } from "../status.ts";
import { Markup, markup } from "./markup.ts";

/** Strokes of a 16 × 16 drawing per status, so that the look does not depend on the fonts of the reader. */
const drawings: Readonly<Record<Status, string>> = {
  succeeded: `<circle cx="8" cy="8" r="6.25"/><path d="m5.2 8.3 2 2 3.7-4.2"/>`,
  failed: `<circle cx="8" cy="8" r="6.25"/><path d="m5.8 5.8 4.4 4.4m0-4.4-4.4 4.4"/>`,
  warning: `<path d="M8 2.2 14.4 13.4H1.6zM8 6.4v3.2m0 1.6v.4"/>`,
  running: `<path d="M14.25 8A6.25 6.25 0 1 1 8 1.75"/><path d="M8 5v3l2 1.4"/>`,
  pending: `<circle cx="8" cy="8" r="6.25" stroke-dasharray="2.4 2.5"/>`,
  skipped: `<circle cx="8" cy="8" r="6.25"/><path d="m5.4 5.7 2.4 2.3-2.4 2.3m3-4.6 2.4 2.3-2.4 2.3"/>`,
  cancelled: `<circle cx="8" cy="8" r="6.25"/><path d="M5 8h6"/>`,
};

/** The drawings, once a page; {@link icon} refers to them. */
export function iconSheet(): Markup {
  const symbols = Object.entries(drawings).map(
    ([status, strokes]) => markup`<symbol id="i-${status}" viewBox="0 0 16 16">
<g fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round">${new Markup(strokes)}</g></symbol>
`,
  );
  return markup`<svg class="sheet" aria-hidden="true">${symbols}</svg>`;
}

/** The status's drawing in the text's colour; the word must stand beside it. */
export function icon(status: Status): Markup {
  return markup`<svg class="icon" aria-hidden="true"><use href="#i-${status}"/></svg>`;
}

/** Drawing and word, tinted. */
export function statusBadge(status: Status, text: string = status): Markup {
  return markup`<span class="badge is-${status}">${icon(status)}${text}</span>`;
}
