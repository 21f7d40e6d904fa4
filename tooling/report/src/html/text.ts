import type { TextSection } from "../html-page.ts";
import { markup, type Markup } from "./markup.ts";

/** A long text scrolls in its panel; the keyboard reaches it. */
export function renderText({ text, title }: TextSection): Markup {
  return markup`<pre class="panel" tabindex="0" role="group" aria-label="${title ?? "Text"}">${text}</pre>`;
}
