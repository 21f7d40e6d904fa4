import type { HtmlPage, HtmlSection } from "./html-page.ts";
import { iconSheet, statusBadge } from "./html/icons.ts";
import { Markup, markup } from "./html/markup.ts";
import { pageScript } from "./html/script.ts";
import { renderSection } from "./html/section.ts";
import { pageStyle } from "./html/style.ts";

/** From this many headed sections on, the page begins with links to them. */
const sectionsThatNeedLinks = 4;

/**
 * Renders a page as one self-contained HTML file: no network, no framework, light and dark, printable. The same page
 * gives the same text, byte by byte. The file's content policy runs our script alone, whatever else got into it.
 *
 * @throws `REPORT_*` if a section contradicts itself; the message names it.
 */
export function renderHtml(page: HtmlPage): string {
  // Got when needed: loading it takes milliseconds that programs which render no page should not spend.
  const { createHash } = process.getBuiltinModule("node:crypto");
  const script = pageScript();
  const policy =
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; " +
    `script-src 'sha256-${createHash("sha256").update(script).digest("base64")}'`;
  const document = markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>${page.title}</title>
<style>${new Markup(pageStyle())}</style>
</head>
<body>
${iconSheet()}
<header>
<h1>${page.title}${page.status && markup` ${statusBadge(page.status, page.statusText)}`}</h1>
${page.subtitle && markup`<p class="subtitle">${page.subtitle}</p>`}
${links(page.sections)}
</header>
<main>
${page.sections.map(renderSection)}
</main>
${page.footer && markup`<footer>${page.footer}</footer>`}
<script>${new Markup(script)}</script>
</body>
</html>
`;
  return document.toString();
}

function links(sections: readonly HtmlSection[]): Markup | undefined {
  const titled = sections.flatMap(({ title }, index) => (title ? [markup`<a href="#s${index}">${title}</a>`] : []));
  return titled.length < sectionsThatNeedLinks ? undefined : markup`<nav aria-label="Sections">${titled}</nav>`;
}
