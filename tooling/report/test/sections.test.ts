import { describe, expect, it } from "vitest";
import { renderSection } from "../src/html/section.ts";
import type { HtmlSection, TimelineSpan } from "../src/index.ts";

const render = (section: HtmlSection): string => renderSection(section, 3).toString();

describe("a section", () => {
  it("has a heading that names it, and a note", () => {
    const html = render({ kind: "text", title: "A <b>", note: "why & how", text: "x" });
    expect(html).toMatch(/^<section id="s3" class="text" aria-labelledby="h3">\n<h2 id="h3">A &lt;b&gt;<\/h2>/);
    expect(html).toContain(`<p class="note">why &amp; how</p>`);
  });

  it("may have neither", () => {
    const html = render({ kind: "text", text: "x" });
    expect(html).toMatch(/^<section id="s3" class="text">/);
    expect(html).not.toMatch(/<h2|class="note"/);
  });
});

describe("cards", () => {
  it("show label, value and note, and a status by icon and colour", () => {
    const html = render({
      kind: "cards",
      cards: [
        { label: "Rows", value: 1234567 },
        { label: "Failed", value: "two", note: "of nine", status: "failed" },
      ],
    });
    expect(html).toContain(`<div class="card">\n<dt>Rows</dt><dd>1,234,567</dd>`);
    expect(html).toMatch(
      /<div class="card is-failed">\n<dt><svg[^]*?#i-failed[^]*?<\/svg>Failed<\/dt><dd>two<small>of nine<\/small><\/dd>/,
    );
  });
});

describe("key-values", () => {
  it("are a list of names and values in their order, names may repeat", () => {
    const html = render({
      kind: "key-values",
      pairs: [
        ["b", 1],
        ["a", "x\ny"],
        ["a", true],
      ],
    });
    expect([...html.matchAll(/<dt>(\w)<\/dt>/g)].map(([, name]) => name)).toEqual(["b", "a", "a"]);
    expect(html).toContain("<dd>x\ny</dd>");
    expect(html).toContain("<dd><code>true</code></dd>");
  });
});

describe("text", () => {
  it("is preformatted, named, and reached by keyboard", () => {
    expect(render({ kind: "text", title: "Stack", text: "  at x\n\tat y" })).toContain(
      `<pre class="panel" tabindex="0" role="group" aria-label="Stack">  at x\n\tat y</pre>`,
    );
  });
});

describe("a timeline", () => {
  const span = (lane: string, startMs: number, endMs: number, more: Partial<TimelineSpan> = {}): TimelineSpan => ({
    lane,
    status: "succeeded",
    startMs,
    endMs,
    ...more,
  });
  const timeline = (...spans: readonly TimelineSpan[]): string => render({ kind: "timeline", spans });
  const anchors = (html: string): (string | undefined)[] =>
    [...html.matchAll(/<text x="[\d.]+%" y="\d+" dx="-?7" text-anchor="(\w+)"/g)].map(([, anchor]) => anchor);

  it("writes behind a bar, and before it at the end of the axis", () => {
    expect(anchors(timeline(span("a", 0, 100), span("b", 900, 1000)))).toEqual(["start", "end"]);
  });

  it("writes into a bar that leaves no room beside it", () => {
    const html = timeline(span("a", 0, 1000), span("b", 10, 990));
    expect(anchors(html)).toEqual(["end", "end"]);
    expect(html.match(/class="bar is-succeeded inside"/g)).toHaveLength(2);
    expect(html).toContain(`<text x="100%"`);
  });

  it("has a line a lane and one more for each overlap", () => {
    const html = timeline(span("a", 0, 10), span("b", 0, 10), span("a", 5, 15), span("a", 10, 20));
    expect(html).toContain(`<div style="height:52px" title="a">a</div><div style="height:26px" title="b">b</div>`);
    expect(html).toContain(`<svg height="${3 * 26 + 24}"`);
  });

  it("begins where the first span does, whatever the order and the origin", () => {
    const origin = 1.8e12;
    const html = timeline(span("late", origin + 50, origin + 100), span("early", origin, origin + 50));
    expect([...html.matchAll(/<rect x="([\d.]+)%"/g)].map(([, x]) => x)).toEqual(["50", "0"]);
    expect(html).toContain(">0</text>");
  });

  it("shows a span that ends before it starts as nothing, not as a mistake", () => {
    const html = timeline(span("a", 0, 100), span("b", 50, 40));
    expect(html).toMatch(/<rect x="50%" y="31" width="0.2%"/);
    expect(html).toContain(`aria-label="b: succeeded, 0 ms"`);
  });

  it("uses the engine's word for the status", () => {
    expect(timeline(span("a", 0, 1, { statusText: "cached" }))).toContain(`aria-label="a: cached, 1 ms"`);
  });
});
