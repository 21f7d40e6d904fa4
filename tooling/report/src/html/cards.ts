import type { CardsSection } from "../html-page.ts";
import { icon } from "./icons.ts";
import { markup, type Markup } from "./markup.ts";
import { renderValue } from "./value.ts";

export function renderCards({ cards }: CardsSection): Markup {
  const items = cards.map(
    ({ label, value, note, status }) =>
      markup`<div class="card${status && ` is-${status}`}">
<dt>${status && icon(status)}${label}</dt><dd>${renderValue(value)}${note && markup`<small>${note}</small>`}</dd>
</div>
`,
  );
  return markup`<dl class="grid">
${items}</dl>`;
}
