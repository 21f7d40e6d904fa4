import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { renderHtml, reportErrors, statuses, type GraphNode, type HtmlSection } from "../src/index.ts";
import { demoPage } from "./demo-page.ts";

const render = (section: HtmlSection): string => renderHtml({ title: "t", sections: [section] });
/** The part that the section makes: the page's own style and script are full of everything. */
const bodyOf = (html: string): string => /<main>([^]*)<\/main>/.exec(html)![1]!;
const body = (section: HtmlSection): string => bodyOf(render(section));

/** The text of a page that is between its tags. */
const textOf = (html: string): string => html.replaceAll(/<[^>]*>/g, "");

describe("a page", () => {
  it("is one file that asks for nothing, and runs no script but its own", () => {
    const html = renderHtml(demoPage);
    const script = /<script>([^]*)<\/script>/.exec(html)![1]!;
    expect(html).toContain("default-src &#39;none&#39;");
    expect(html).toContain(`script-src &#39;sha256-${createHash("sha256").update(script).digest("base64")}&#39;`);
    expect(html.match(/<script/g)).toHaveLength(1);
    expect(html).not.toMatch(/(src|href)="(?!#|data:,")/);
    expect(html).not.toMatch(/@import|url\(/);
    expect(html).not.toMatch(/ on[a-z]+="/);
  });

  it("is the same for the same input", () => {
    expect(renderHtml(demoPage)).toBe(renderHtml(structuredClone(demoPage)));
  });

  it("stays small", () => {
    expect(renderHtml({ title: "t", sections: [] }).length).toBeLessThan(14_000);
  });

  it("has a title, a verdict, a subtitle, a footer and links to its sections", () => {
    const html = renderHtml(demoPage);
    expect(html).toContain("<title>Earthquakes</title>");
    expect(html).toMatch(/<h1>Earthquakes <span class="badge is-failed"><svg[^]*?<\/svg>failed<\/span><\/h1>/);
    expect(html).toContain(`<p class="subtitle">1,703 records`);
    expect(html).toContain("<footer>Run 01J9ZK, 21 November 2026</footer>");
    expect(html).toContain(`<a href="#s1">Stages</a>`);
    expect(html).toContain(`<section id="s1" class="graph" aria-labelledby="h1">`);
    expect(renderHtml({ title: "t", sections: demoPage.sections.slice(0, 3) })).not.toContain("<nav");
  });
});

describe("hostile text", () => {
  const sectionsOf = (text: string): readonly HtmlSection[] => [
    { kind: "cards", title: text, note: text, cards: [{ label: text, value: text, note: text, status: "failed" }] },
    { kind: "key-values", title: text, pairs: [[text, text]] },
    {
      kind: "table",
      title: text,
      columns: [{ label: text }, { label: text, format: "code" }],
      rows: [{ cells: [text, text], details: text }],
    },
    {
      kind: "graph",
      title: text,
      nodes: [{ id: text, label: text, statusText: text, note: text }],
      edges: [{ from: text, to: text, label: text }],
    },
    {
      kind: "timeline",
      title: text,
      spans: [{ lane: text, label: `${text}!`, status: "failed", statusText: text, startMs: 0, endMs: 1 }],
    },
    {
      kind: "logs",
      title: text,
      records: [{ timeMs: 0, level: "info", message: text, source: text, fields: { [text]: text } }],
    },
    { kind: "text", title: text, text },
    { kind: "chart", title: text, alt: text, svg: "<svg></svg>" },
  ];
  const pageOf = (text: string): string =>
    renderHtml({
      title: text,
      subtitle: text,
      status: "failed",
      statusText: text,
      footer: text,
      sections: sectionsOf(text),
    });
  const tagsOf = (html: string): string[] => html.match(/<\/?[a-z]+/gi)!;

  it("adds no tag, no attribute and no quote to the page", () => {
    const harmless = tagsOf(pageOf("x"));
    for (const hostile of [
      "<script>alert(1)</script>",
      `"><img src=x onerror=alert(1)>`,
      "' onmouseover='alert(1)",
      "</title></style></script><h1>",
      "<!--",
      "]]>",
      "&lt;b&gt;",
      "\u0000\u0008",
      "\ud800",
    ]) {
      const html = pageOf(hostile);
      expect(tagsOf(html)).toEqual(harmless);
      expect(html).not.toContain("<!--");
      expect(html).not.toMatch(/\p{Cs}|[^\P{Cc}\n]/u);
    }
  });

  it("arrives as it is", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 20 }), (text) => {
        const html = body({ kind: "text", text });
        const back = textOf(html)
          .replaceAll("&lt;", "<")
          .replaceAll("&gt;", ">")
          .replaceAll("&quot;", '"')
          .replaceAll("&#39;", "'")
          .replaceAll("&amp;", "&");
        expect(back.trim()).toBe(text.replaceAll(/[^\P{Cc}\t\n\r]/gu, "�").trim());
      }),
    );
  });
});

describe("values", () => {
  const cell = (value: string | number | boolean | null | undefined, format?: "duration" | "status" | "code"): string =>
    /<td[^>]*>([^]*?)<\/td>/.exec(
      body({ kind: "table", columns: [{ label: "v", ...(format && { format }) }], rows: [{ cells: [value] }] }),
    )![1]!;

  it.each([
    [1234567.8912, "1,234,567.891"],
    [-1000, "-1,000"],
    [0, "0"],
    [0.5, "0.5"],
    [0.000123456789, "0.000123457"],
    [1e21, "1e+21"],
    [Number.NaN, "NaN"],
    ["text", "text"],
    [true, "<code>true</code>"],
  ])("%s is shown as %s", (value, shown) => {
    expect(cell(value)).toBe(shown);
  });

  it("of a format", () => {
    expect(cell(1500, "duration")).toBe("1.5 s");
    expect(cell("a", "code")).toBe("<code>a</code>");
    for (const status of statuses) expect(cell(status, "status")).toContain(`badge is-${status}`);
    expect(cell("other", "status")).toBe("other");
  });

  it("may be a status under another word", () => {
    const value = { status: "warning", text: "upstream failed" } as const;
    const html = body({ kind: "table", columns: [{ label: "v" }], rows: [{ cells: [value], details: "d" }] });
    expect(html).toMatch(
      /<td class="start"><span class="badge is-warning"><svg[^]*?<\/svg>upstream failed<\/span><\/td>/,
    );
    expect(html).toContain(`aria-label="Details of upstream failed"`);
  });

  it("that are absent are a dash with a name", () => {
    for (const value of [null, undefined, ""]) expect(cell(value)).toContain(`aria-label="none">–<`);
  });
});

describe("a table", () => {
  it("aligns columns of numbers to the end, and sorts them by value", () => {
    const html = body({
      kind: "table",
      columns: [{ label: "a" }, { label: "b" }],
      rows: [{ cells: [1000, "x"] }, { cells: [2, 3] }],
    });
    expect(html).toContain(`<th scope="col" class="end"><button type="button">a</button></th>`);
    expect(html).toContain(`<th scope="col" class="start"><button type="button">b</button></th>`);
    expect(html).toContain(`<td class="end" data-n="1000">1,000</td>`);
  });

  it("keeps numbers under each other where some are absent", () => {
    const columns = [{ label: "a", format: "duration" }, { label: "b" }, { label: "c" }] as const;
    const html = body({
      kind: "table",
      columns,
      rows: [{ cells: [null, "", null] }, { cells: [7, 1, null] }, { cells: [undefined, 2, null] }],
    });
    const aligns = [...html.matchAll(/<th scope="col" class="(\w+)"/g)].map(([, align]) => align);
    expect(aligns).toEqual(["end", "end", "start"]);
  });

  it("has buttons for details only where a row has some", () => {
    const columns = [{ label: "a" }];
    expect(body({ kind: "table", columns, rows: [{ cells: ["x"] }] })).not.toContain("opener");
    const html = body({ kind: "table", columns, rows: [{ cells: ["x"], details: "why" }, { cells: ["y"] }] });
    expect(html.match(/aria-expanded/g)).toHaveLength(1);
    expect(html).toContain(`aria-label="Details of x"`);
    expect(html).toContain("<pre>why</pre>");
  });

  it("refuses a row of another length", () => {
    const section: HtmlSection = {
      kind: "table",
      title: "T",
      columns: [{ label: "a" }],
      rows: [{ cells: ["x"] }, { cells: [] }],
    };
    expect(() => render(section)).toThrow(
      expect.objectContaining({
        code: "REPORT_ROW_LENGTH",
        message: expect.stringContaining("row 1 of table section 'T' has 0 values for 1 columns"),
      }),
    );
  });

  it("is cut when nobody could read it, and says so", () => {
    const rows = Array.from({ length: 2001 }, (_, row) => ({ cells: [row] }));
    const html = body({ kind: "table", columns: [{ label: "a" }], rows });
    expect(html.match(/<tbody>/g)).toHaveLength(2000);
    expect(html).toContain("Only the first 2,000 of 2,001 rows are shown.");
  });
});

describe("a graph", () => {
  const chain = (length: number): HtmlSection => ({
    kind: "graph",
    nodes: Array.from({ length }, (_, node): GraphNode => ({
      id: `n${node}`,
      status: node === 7 ? "failed" : "succeeded",
    })),
    edges: Array.from({ length: length - 1 }, (_, node) => ({ from: `n${node}`, to: `n${node + 1}` })),
  });

  it("has a named box per node, with glyph, words and colour", () => {
    const html = body(demoPage.sections[1]!);
    expect(html.match(/role="listitem"/g)).toHaveLength(9);
    expect(html).toContain(`aria-label="by region: Caucasus: failed · 2700 ms"`);
    expect(html).toMatch(
      /class="node is-failed"[^>]*>\n?<title>by region: Caucasus\nfailed · 2700 ms<\/title>[^]*?<use href="#i-failed"/,
    );
    expect(html).toContain(`aria-label="Stages: 4 succeeded, 1 failed, 1 warning, 1 running, 1 skipped, 1 cancelled"`);
  });

  it("has a line and a head per edge, dashed and labelled where asked", () => {
    const html = body(demoPage.sections[1]!);
    expect(/<g class="edges"[^]*?<\/g>/.exec(html)![0].match(/<path/g)).toHaveLength(2 * 12);
    expect(html.match(/class="dashed"/g)).toHaveLength(1);
    expect(html).toContain(">after</text>");
  });

  it("cuts long labels, and keeps them whole in the title", () => {
    const label = "x".repeat(80);
    const html = body({ kind: "graph", nodes: [{ id: "a", label }], edges: [] });
    expect(html).toContain(`<title>${label}\n`);
    expect(html).toContain(`>${"x".repeat(29)}…</text>`);
  });

  it("draws circles and loops too", () => {
    const nodes = [{ id: "a" }, { id: "b" }];
    const html = body({
      kind: "graph",
      nodes,
      edges: [
        { from: "a", to: "b" },
        { from: "b", to: "a" },
        { from: "a", to: "a" },
      ],
    });
    expect(html.match(/<path d="M/g)!.length).toBeGreaterThanOrEqual(5);
    expect(html).not.toContain("NaN");
  });

  it("up to 500 nodes is drawn whole, beyond by groups of layers with the worst status", () => {
    expect(body(chain(500)).match(/role="listitem"/g)).toHaveLength(500);
    const html = body(chain(501));
    expect(html.match(/role="listitem"/g)).toHaveLength(56);
    expect(html).toContain("501 nodes are too many to draw");
    expect(html).toContain(`aria-label="layers 1–9: 8 succeeded, 1 failed"`);
    expect(html.match(/is-failed/g)).toHaveLength(1);
    expect(/<g class="edges"[^]*?<\/g>/.exec(html)![0].match(/<path/g)).toHaveLength(2 * 55);
  });

  it("refuses an edge to nowhere and an id given twice", () => {
    const nodes = [{ id: "clean" }, { id: "load" }];
    expect(() => render({ kind: "graph", title: "G", nodes, edges: [{ from: "load", to: "clen" }] })).toThrow(
      expect.objectContaining({
        code: "REPORT_UNKNOWN_NODE",
        message: expect.stringContaining(
          "graph section 'G' names the node 'clen', which does not exist; did you mean 'clean'?",
        ),
      }),
    );
    expect(() => render({ kind: "graph", nodes: [{ id: "a" }, { id: "a" }], edges: [] })).toThrow(
      expect.objectContaining({ code: "REPORT_DUPLICATE_NODE" }),
    );
  });

  it("may be empty", () => {
    expect(body({ kind: "graph", nodes: [], edges: [] })).toContain("The graph is empty.");
  });
});

describe("a timeline", () => {
  it("has a named bar per span at its place, and marks", () => {
    const html = body({
      kind: "timeline",
      spans: [
        { lane: "a", status: "succeeded", startMs: 1000, endMs: 3000 },
        { lane: "b", label: "b1", status: "failed", startMs: 3000, endMs: 5000 },
      ],
    });
    expect(html).toContain(`aria-label="a: succeeded, 2.0 s"`);
    expect(html).toMatch(/<rect x="0%" y="5" width="50%"/);
    expect(html).toMatch(/<rect x="50%" y="31" width="50%"/);
    expect(html).toContain(">b1 · 2.0 s</text>");
    expect(
      [...html.matchAll(/text-anchor="\w+">([\d. ms]+)<\/text><line|text-anchor="end">4.0 s</g)].length,
    ).toBeGreaterThan(3);
  });

  it("shows what took no time, and survives an empty run", () => {
    expect(body({ kind: "timeline", spans: [{ lane: "a", status: "skipped", startMs: 5, endMs: 5 }] })).toContain(
      `width="0.2%"`,
    );
    expect(body({ kind: "timeline", spans: [] })).toContain("Nothing has run.");
  });
});

describe("a log", () => {
  it("shows time, level as a word, source, message and fields", () => {
    const html = body(demoPage.sections[5]!);
    expect(html).toContain(
      `<time datetime="2026-11-21T09:30:00.900Z" title="2026-11-21T09:30:00.900Z">09:30:00.900</time>`,
    );
    expect(html).toMatch(/<tr class="is-warning">[^]*?>warn<[^]*?>fetch feed<[^]*?503, trying again/);
    expect(html).toContain("<code>{&quot;bytes&quot;:120394}</code>");
  });

  it("survives fields that JSON cannot hold, and times that are none", () => {
    const circle: Record<string, unknown> = {};
    circle["self"] = circle;
    const html = body({
      kind: "logs",
      records: [
        { timeMs: Number.NaN, level: "info", message: "m", fields: circle },
        { timeMs: 0, level: "info", message: "n", fields: { big: 1n } },
      ],
    });
    expect(html).toContain("fields that JSON cannot hold");
    expect(html).toContain("{&quot;big&quot;:&quot;1n&quot;}");
  });
});

describe("a chart", () => {
  it("stands in the page as it is, with a name", () => {
    const html = body(demoPage.sections[6]!);
    expect(html).toContain(`role="img" aria-label="Counts of earthquakes by magnitude"><svg viewBox="0 0 400 60"`);
  });

  it.each(["", "text", "<img>", "<svg>", "<svgx></svg>", "<svg></svg><p>"])("refuses %j", (svg) => {
    expect(() => render({ kind: "chart", title: "C", alt: "a", svg })).toThrow(
      expect.objectContaining({ code: "REPORT_NOT_SVG", message: expect.stringContaining("chart section 'C'") }),
    );
  });
});

it("every code of the error table is tested here", async () => {
  const source = await readFile(import.meta.filename, "utf8");
  for (const [code, { summary, remedy }] of Object.entries(reportErrors)) {
    expect(source).toContain(`code: "${code}"`);
    expect(code).toMatch(/^REPORT_/);
    expect(summary.endsWith(".")).toBe(true);
    expect(remedy.endsWith(".")).toBe(true);
  }
});
