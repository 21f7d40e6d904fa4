import type { HtmlSection } from "../html-page.ts";
import { renderCards } from "./cards.ts";
import { renderChart } from "./chart.ts";
import { renderGraph } from "./graph.ts";
import { renderKeyValues } from "./key-values.ts";
import { renderLogs } from "./logs.ts";
import { markup, type Markup } from "./markup.ts";
import { renderTable } from "./table.ts";
import { renderText } from "./text.ts";
import { renderTimeline } from "./timeline.ts";

/** A section with its heading; `index` is its place in the page. */
export function renderSection(section: HtmlSection, index: number): Markup {
  const { title, note, kind } = section;
  return markup`<section id="s${index}" class="${kind}"${title && markup` aria-labelledby="h${index}"`}>
${title && markup`<h2 id="h${index}">${title}</h2>`}${note && markup`<p class="note">${note}</p>`}
${renderBody(section)}
</section>
`;
}

function renderBody(section: HtmlSection): Markup {
  switch (section.kind) {
    case "cards":
      return renderCards(section);
    case "key-values":
      return renderKeyValues(section);
    case "table":
      return renderTable(section);
    case "graph":
      return renderGraph(section);
    case "timeline":
      return renderTimeline(section);
    case "logs":
      return renderLogs(section);
    case "text":
      return renderText(section);
    case "chart":
      return renderChart(section);
  }
}
