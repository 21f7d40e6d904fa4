import type { KeyValuesSection } from "../html-page.ts";
import { markup, type Markup } from "./markup.ts";
import { renderValue } from "./value.ts";

export function renderKeyValues({ pairs }: KeyValuesSection): Markup {
  return markup`<dl class="pairs panel">
${pairs.map(([key, value]) => markup`<div><dt>${key}</dt><dd>${renderValue(value)}</dd></div>\n`)}</dl>`;
}
