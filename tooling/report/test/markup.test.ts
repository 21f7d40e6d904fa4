import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { iconSheet, statusBadge } from "../src/html/icons.ts";
import { limitList } from "../src/html/limit.ts";
import { markup, type Markup } from "../src/html/markup.ts";
import { formatNumber } from "../src/html/value.ts";
import { statuses } from "../src/index.ts";

describe("markup", () => {
  it("escapes what it is given, for content and for attributes", () => {
    expect(markup`<a title="${`"'<>&`}">${"<b>"}</a>`.toString()).toBe(
      `<a title="&quot;&#39;&lt;&gt;&amp;">&lt;b&gt;</a>`,
    );
  });

  it("takes markup as it is, joins lists and drops what is not there", () => {
    const item = (text: string): Markup => markup`<li>${text}</li>`;
    expect(markup`<ul>${["a", "<"].map(item)}</ul>${undefined}${false}${0}${""}`.toString()).toBe(
      "<ul><li>a</li><li>&lt;</li></ul>0",
    );
  });

  it("lets nothing through that begins a tag, ends an attribute or is no character", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const escaped = markup`${text}`.toString();
        expect(escaped).not.toMatch(/[<>"']|\p{Cs}/u);
        expect(escaped.replaceAll(/&(amp|lt|gt|quot|#39);/g, "")).not.toContain("&");
      }),
    );
  });
});

describe("icons", () => {
  it("are drawn once, one a status, and every badge refers to one and has the word", () => {
    const sheet = iconSheet().toString();
    for (const status of statuses) {
      expect(sheet.split(`id="i-${status}"`)).toHaveLength(2);
      expect(statusBadge(status).toString()).toMatch(new RegExp(`href="#i-${status}".*</svg>${status}</span>`));
    }
    expect(statusBadge("succeeded", "cached <b>").toString()).toMatch(/cached &lt;b&gt;<\/span>$/);
  });
});

describe("formatNumber", () => {
  it("groups by thousands and loses at most three decimals", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, min: -1e14, max: 1e14 }), (value) => {
        const back = Number(formatNumber(value).replaceAll(",", ""));
        expect(Math.abs(back - value)).toBeLessThanOrEqual(0.0005 + Math.abs(value) * 1e-12);
        expect(formatNumber(value)).toMatch(/^-?(\d{1,3}(,\d{3})*(\.\d{1,3})?|\d(\.\d+)?e-\d+|0\.000\d+)$/);
      }),
    );
  });
});

describe("limitList", () => {
  it("keeps what can be read and says what is missing", () => {
    expect(limitList([1, 2], "rows")).toEqual({ shown: [1, 2], remark: undefined });
    const { shown, remark } = limitList(Array.from({ length: 12_345 }), "rows");
    expect(shown).toHaveLength(2000);
    expect(String(remark)).toBe(`<p class="note">Only the first 2,000 of 12,345 rows are shown.</p>`);
  });
});
