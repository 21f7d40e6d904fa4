export { reportErrors } from "./error-table.ts";
export type { ReportErrorCode } from "./error-table.ts";
export { ReportError } from "./report-error.ts";
export { liveTree } from "./live-tree.ts";
export type { LiveNode, LiveProgress, LiveStream, LiveTree, LiveTreeOptions } from "./live-tree.ts";
export { renderHtml } from "./render-html.ts";
export type {
  Card,
  CardsSection,
  ChartSection,
  Column,
  GraphEdge,
  GraphNode,
  GraphSection,
  HtmlPage,
  HtmlSection,
  HtmlValue,
  KeyValuesSection,
  LogRecord,
  LogsSection,
  Row,
  StatusValue,
  TableSection,
  TextSection,
  TimelineSection,
  TimelineSpan,
} from "./html-page.ts";
export { renderMarkdownTable, renderTextTable } from "./tables.ts";
export type { TextColumn, TextTable, TextTableOptions, TextValue } from "./tables.ts";
export { countStatuses, isSettled, statuses } from "./status.ts";
export type { Status } from "./status.ts";
export { formatDuration } from "./duration.ts";
export { displayWidth, oneLine, pad, truncate } from "./text-width.ts";
