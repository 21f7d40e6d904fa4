import type { HtmlPage, Status } from "../src/index.ts";

const startMs = Date.UTC(2026, 10, 21, 9, 30);
const stages: readonly (readonly [name: string, status: Status, from: number, to: number])[] = [
  ["fetch feed", "succeeded", 0, 1240],
  ["parse records", "succeeded", 1240, 1520],
  ["drop duplicates", "succeeded", 1520, 1710],
  ["by region: Pacific", "succeeded", 1710, 2410],
  ["by region: Andes", "warning", 1715, 3980],
  ["by region: Caucasus", "failed", 1720, 4420],
  ["aggregate", "skipped", 4420, 4420],
  ["strongest per year", "running", 1710, 1990],
  ["write report", "cancelled", 4425, 4500],
];
const edges = [
  ["fetch feed", "parse records"],
  ["parse records", "drop duplicates"],
  ["drop duplicates", "by region: Pacific"],
  ["drop duplicates", "by region: Andes"],
  ["drop duplicates", "by region: Caucasus"],
  ["by region: Pacific", "aggregate"],
  ["by region: Andes", "aggregate"],
  ["by region: Caucasus", "aggregate"],
  ["drop duplicates", "strongest per year"],
  ["strongest per year", "write report"],
  ["aggregate", "write report"],
] as const;

/** A page with a section of every kind, for tests and for looking at. */
export const demoPage: HtmlPage = {
  title: "Earthquakes",
  subtitle: "1,703 records of the last month, cleaned and aggregated by region",
  status: "failed",
  footer: "Run 01J9ZK, 21 November 2026",
  sections: [
    {
      kind: "cards",
      cards: [
        { label: "Stages", value: 9, note: "4 succeeded" },
        { label: "Failed", value: 1, status: "failed", note: "by region: Caucasus" },
        { label: "Duration", value: "4.5 s" },
        { label: "Records read", value: 1703123, status: "succeeded" },
      ],
    },
    {
      kind: "graph",
      title: "Stages",
      nodes: stages.map(([id, status, from, to]) => ({ id, status, note: `${to - from} ms` })),
      edges: [
        ...edges.map(([from, to]) => ({ from, to })),
        { from: "fetch feed", to: "write report", dashed: true, label: "after" },
      ],
    },
    {
      kind: "timeline",
      title: "Timeline",
      spans: [["run", "failed", 0, 4500] as const, ...stages].map(([label, status, from, to]) => ({
        lane: label.split(":")[0]!,
        label,
        status,
        startMs: from,
        endMs: to,
      })),
    },
    {
      kind: "table",
      title: "Results",
      note: "Durations are of the last attempt.",
      columns: [
        { label: "Stage" },
        { label: "Status", format: "status" },
        { label: "Duration", format: "duration" },
        { label: "Records" },
        { label: "Key", format: "code" },
      ],
      rows: stages.map(([name, status, from, to], index) => ({
        cells: [name, status, to - from, index * 1234.5, index % 3 === 0 ? null : `k${index}`],
        ...(status === "failed"
          ? { details: "stage 'by region: Caucasus' did not end within 2000 ms\n    at run" }
          : {}),
      })),
    },
    {
      kind: "key-values",
      title: "Parameters",
      pairs: [
        ["feed", "https://example.test/feed.geojson"],
        ["minimum magnitude", 4.5],
        ["dry run", false],
        ["region", null],
      ],
    },
    {
      kind: "logs",
      title: "Log",
      records: [
        { timeMs: startMs, level: "info", message: "fetched", source: "fetch feed", fields: { bytes: 120_394 } },
        { timeMs: startMs + 900, level: "warn", message: "503, trying again", source: "fetch feed" },
        { timeMs: startMs + 1520, level: "debug", message: "12 duplicates" },
        { timeMs: startMs + 4420, level: "error", message: "did not end within 2000 ms", source: "by region" },
      ],
    },
    {
      kind: "chart",
      title: "Magnitudes",
      alt: "Counts of earthquakes by magnitude",
      svg: `<svg viewBox="0 0 400 60" width="400">${[4, 11, 26, 47, 60, 42, 21, 9, 3]
        .map(
          (height, bar) =>
            `<rect x="${bar * 44 + 6}" y="${60 - height}" width="36" height="${height}" fill="currentColor"/>`,
        )
        .join("")}</svg>`,
    },
    { kind: "text", title: "Diagram", text: "flowchart LR\n  a --> b" },
  ],
};
