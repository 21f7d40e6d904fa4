import { alignmentOf } from "../alignment.ts";
import type { Column, Row, TableSection } from "../html-page.ts";
import { ReportError } from "../report-error.ts";
import { limitList } from "./limit.ts";
import { markup, type Markup } from "./markup.ts";
import { renderValue } from "./value.ts";

/** Headings are buttons that sort; a row with details has a button that opens them. Without a script all is open. */
export function renderTable(section: TableSection): Markup {
  const { columns, rows, title } = section;
  for (const [index, row] of rows.entries()) {
    if (row.cells.length !== columns.length) throw wrongLength(section, index, row.cells.length);
  }
  const { shown, remark } = limitList(rows, "rows");
  const aligns = columns.map(({ align }, index) => align ?? alignmentOf(rows.map(({ cells }) => cells[index])));
  const opens = rows.some(({ details }) => details !== undefined);
  const headings = columns.map(
    ({ label }, index) => markup`<th scope="col" class="${aligns[index]}"><button type="button">${label}</button></th>`,
  );
  return markup`<div class="panel scroll" tabindex="0" role="group" aria-label="${title ?? "Table"}"><table class="data">
<thead><tr>${opens && markup`<th class="opener"><span class="unseen">Details</span></th>`}${headings}</tr></thead>
${shown.map((row, index) => renderRow(row, `${index}`, { columns, aligns, opens }))}</table></div>${remark}`;
}

interface TableLook {
  readonly columns: readonly Column[];
  readonly aligns: readonly string[];
  readonly opens: boolean;
}

/** A row and its details are a row group of their own, so that they stay together when the table is sorted. */
function renderRow({ cells, details }: Row, key: string, { columns, aligns, opens }: TableLook): Markup {
  const [first] = cells;
  const name = (typeof first === "object" ? first?.text : first) ?? key;
  const button = markup`<button type="button" aria-expanded="true" aria-label="Details of ${String(name)}"></button>`;
  return markup`<tbody><tr>${opens && markup`<td class="opener">${details !== undefined && button}</td>`}${cells.map(
    (cell, index) =>
      markup`<td class="${aligns[index]}"${sortKey(cell)}>${renderValue(cell, columns[index]!.format)}</td>`,
  )}</tr>${
    details !== undefined &&
    markup`
<tr class="details"><td colspan="${columns.length + 1}"><pre>${details}</pre></td></tr>`
  }</tbody>
`;
}

/** What the script sorts by: numbers by their value, not by how they are written. */
function sortKey(value: Row["cells"][number]): Markup | undefined {
  return typeof value === "number" ? markup` data-n="${value}"` : undefined;
}

function wrongLength({ title, columns }: TableSection, row: number, found: number): ReportError {
  const where = title === undefined ? "a table section" : `table section '${title}'`;
  return new ReportError(
    "REPORT_ROW_LENGTH",
    `row ${row} of ${where} has ${found} values for ${columns.length} columns; give one a column, null for none`,
  );
}
