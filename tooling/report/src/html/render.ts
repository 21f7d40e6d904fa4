import type { HtmlPage } from "../html-page.ts";
import { markup } from "./markup.ts";

/**
 * Renders a page as one self-contained HTML file: no network, no framework, light and dark, printable. The same page
 * gives the same text, byte by byte.
 *
 * @throws `REPORT_*`
 */
export function renderHtml(page: HtmlPage): string {
  return `<!doctype html>\n${markup`<title>${page.title}</title><h1>${page.title}</h1>`.toString()}\n`;
}
