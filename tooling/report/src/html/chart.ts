import type { ChartSection } from "../html-page.ts";
import { ReportError } from "../report-error.ts";
import { Markup, markup } from "./markup.ts";

export function renderChart({ svg, alt, title }: ChartSection): Markup {
  const text = svg.trim();
  if (!/^<svg[\s>][^]*<\/svg>$/.test(text)) {
    const where = title === undefined ? "a chart section" : `chart section '${title}'`;
    throw new ReportError(
      "REPORT_NOT_SVG",
      `'svg' of ${where} starts with '${text.slice(0, 20)}'; give one whole <svg> element`,
    );
  }
  return markup`<div class="panel" role="img" aria-label="${alt}">${new Markup(text)}</div>`;
}
