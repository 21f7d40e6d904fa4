import type { Status } from "./status.ts";

/** A value in a cell, a card or a pair. Numbers are aligned right and get thousands separators. */
export type HtmlValue = string | number | boolean | null | undefined;

/** What {@link renderHtml} turns into one file. All text is escaped; only {@link ChartSection.svg} is markup. */
export interface HtmlPage {
  readonly title: string;
  /** One sentence under the title. */
  readonly subtitle?: string;
  /** The verdict, beside the title. */
  readonly status?: Status;
  /** The engine's own word for the verdict. Default: the status. */
  readonly statusText?: string;
  /** Who made the page and when, at its end. */
  readonly footer?: string;
  readonly sections: readonly HtmlSection[];
}

export type HtmlSection =
  | CardsSection
  | KeyValuesSection
  | TableSection
  | GraphSection
  | TimelineSection
  | LogsSection
  | TextSection
  | ChartSection;

interface Section {
  /** Heading of the section. Default: none. */
  readonly title?: string;
  /** One sentence under the heading. */
  readonly note?: string;
}

/** A row of figures. */
export interface CardsSection extends Section {
  readonly kind: "cards";
  readonly cards: readonly Card[];
}
export interface Card {
  readonly label: string;
  readonly value: HtmlValue;
  readonly note?: string;
  /** Colours the card and adds the status's glyph. */
  readonly status?: Status;
}

/** Names and values, such as the parameters of a run. */
export interface KeyValuesSection extends Section {
  readonly kind: "key-values";
  readonly pairs: readonly (readonly [key: string, value: HtmlValue])[];
}

/** A table whose columns sort on a click and whose rows may unfold. */
export interface TableSection extends Section {
  readonly kind: "table";
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
}
export interface Column {
  readonly label: string;
  /** `"duration"`: the values are milliseconds. `"status"`: they are statuses. Default: as the values are. */
  readonly format?: "duration" | "status" | "code";
  /** Default: `"end"` where all values that there are are numbers, else `"start"`. */
  readonly align?: "start" | "end";
}
/** A status under the engine's own word for it. */
export interface StatusValue {
  readonly status: Status;
  readonly text: string;
}
export interface Row {
  /** One value a column, in their order. */
  readonly cells: readonly (HtmlValue | StatusValue)[];
  /** Preformatted text under the row, shown when the row is opened. */
  readonly details?: string;
}

/** A directed graph with the status of every node, laid out from left to right. */
export interface GraphSection extends Section {
  readonly kind: "graph";
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}
export interface GraphNode {
  readonly id: string;
  /** Default: the id. */
  readonly label?: string;
  /** Default `"pending"`. */
  readonly status?: Status;
  readonly statusText?: string;
  /** A few words in the node's second line: `1.2 s`. */
  readonly note?: string;
}
export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  readonly label?: string;
  /** Dashed: order without data. Default `false`. */
  readonly dashed?: boolean;
}

/** What ran when: one bar a span, spans of the same lane on one line. */
export interface TimelineSection extends Section {
  readonly kind: "timeline";
  readonly spans: readonly TimelineSpan[];
}
export interface TimelineSpan {
  /** Name of the line. */
  readonly lane: string;
  /** Shown with the bar. Default: the lane. */
  readonly label?: string;
  readonly status: Status;
  readonly statusText?: string;
  /** Milliseconds, all of one origin. */
  readonly startMs: number;
  readonly endMs: number;
}

export interface LogsSection extends Section {
  readonly kind: "logs";
  readonly records: readonly LogRecord[];
}
export interface LogRecord {
  /** Milliseconds since 1970. */
  readonly timeMs: number;
  readonly level: "debug" | "info" | "warn" | "error";
  readonly message: string;
  /** What wrote it: a stage, an activity. */
  readonly source?: string;
  /** Structured fields, shown as JSON. */
  readonly fields?: Readonly<Record<string, unknown>>;
}

/** Text as it is: a stack trace, a document, a diagram's source. */
export interface TextSection extends Section {
  readonly kind: "text";
  readonly text: string;
}

/** A drawing of your own. */
export interface ChartSection extends Section {
  readonly kind: "chart";
  /** One `<svg>` element with a `viewBox`; `currentColor` follows light and dark. */
  readonly svg: string;
  /** What the chart shows, for those who cannot see it. */
  readonly alt: string;
}
