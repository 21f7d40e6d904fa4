import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { browserOrReason, openPage, type OpenedPage, type OpenPageOptions } from "@millrace/tooling-browser";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { renderHtml, type HtmlPage } from "../src/index.ts";
import { demoPage } from "./demo-page.ts";

const { browser, reason } = await browserOrReason();

let folder: string;
let opened: OpenedPage;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "millrace-report-"));
});
afterEach(() => opened.page.close());
afterAll(async () => {
  await browser?.close();
  await rm(folder, { recursive: true });
});

async function open(page: HtmlPage = demoPage, options: OpenPageOptions = {}): Promise<OpenedPage["page"]> {
  const file = join(folder, "report.html");
  await writeFile(file, renderHtml(page));
  opened = await openPage(browser!, file, options);
  return opened.page;
}

describe.skipIf(reason !== undefined)(`a report in a browser ${reason ?? ""}`, () => {
  it("opens without an error and without asking for anything", async () => {
    const page = await open();
    expect(await page.title()).toBe("Earthquakes");
    expect(await page.getByRole("heading", { level: 2 }).allTextContents()).toEqual(
      demoPage.sections.slice(1).map(({ title }) => title),
    );
    expect({ problems: opened.problems, requests: opened.requests }).toEqual({ problems: [], requests: [] });
  });

  it("runs no script but its own", async () => {
    const svg = `<svg viewBox="0 0 9 9"><script>document.title = "run"</script><image href="x" onerror="document.title = 'run'"/></svg>`;
    const page = await open({ title: "<b>", sections: [{ kind: "chart", alt: "a", svg }] });
    await page.evaluate("new Promise((resolve) => setTimeout(resolve, 50))");
    expect(await page.title()).toBe("<b>");
    expect(opened.problems.join("\n")).toContain("Content Security Policy");
  });

  it("opens and closes the details of a row", async () => {
    const page = await open();
    const details = page.getByText("did not end within 2000 ms\n    at run");
    const opener = page.getByRole("button", { name: "Details of by region: Caucasus" });
    expect(await details.isVisible()).toBe(false);
    await opener.click();
    expect(await details.isVisible()).toBe(true);
    expect(await opener.getAttribute("aria-expanded")).toBe("true");
    await opener.press("Enter");
    expect(await details.isVisible()).toBe(false);
  });

  it("sorts by value, down at the second click, details with their rows", async () => {
    const page = await open();
    const table = page.getByRole("group", { name: "Results" });
    const column = async (): Promise<string[]> =>
      table.locator("tbody > tr:first-child > td:nth-child(4)").allTextContents();
    const heading = table.getByRole("button", { name: "Duration" });
    await heading.click();
    expect((await column()).slice(0, 3)).toEqual(["0 ms", "75 ms", "190 ms"]);
    await heading.click();
    expect((await column()).slice(0, 3)).toEqual(["2.7 s", "2.3 s", "1.2 s"]);
    expect(await table.locator("th[aria-sort]").getAttribute("aria-sort")).toBe("descending");
    const first = table.locator("tbody").first();
    await first.getByRole("button").click();
    expect(await first.locator(".details").isVisible()).toBe(true);
  });

  it("draws the nodes of the graph, in the layers' order and inside the drawing", async () => {
    const page = await open();
    const graph = page.getByRole("list", { name: /^Stages/ });
    const nodes = graph.getByRole("listitem");
    expect(await nodes.count()).toBe(9);
    const place = async (name: string): Promise<{ x: number; y: number; width: number }> =>
      (await graph.getByRole("listitem", { name: new RegExp(`^${name}:`) }).boundingBox())!;
    const [fetch, parse, report, frame] = [
      await place("fetch feed"),
      await place("parse records"),
      await place("write report"),
      (await graph.boundingBox())!,
    ];
    expect(fetch.x + fetch.width).toBeLessThan(parse.x);
    expect(report.x + report.width).toBeLessThanOrEqual(frame.x + frame.width);
    expect(await graph.locator("text.label").first().textContent()).toBe("fetch feed");
  });

  it("keeps every text of the graph inside its box", async () => {
    const page = await open();
    const spill = await page.evaluate<number[]>(`[...document.querySelectorAll(".node")].map((node) => {
      const box = node.querySelector("rect").getBoundingClientRect();
      return Math.max(...[...node.querySelectorAll("text")].map((text) => text.getBoundingClientRect().right)) - box.right;
    })`);
    expect(Math.max(...spill)).toBeLessThan(0);
  });

  it.each(["light", "dark"] as const)("has text that can be read in %s", async (colorScheme) => {
    const page = await open(demoPage, { colorScheme });
    expect(await page.evaluate<number>(contrastScript)).toBeGreaterThanOrEqual(4.5);
    expect((await page.screenshot({ fullPage: true })).length).toBeGreaterThan(20_000);
  });

  it("is dark where the reader wants it, and light on paper", async () => {
    const page = await open(demoPage, { colorScheme: "dark" });
    const background = `getComputedStyle(document.body).backgroundColor`;
    expect(await page.evaluate(background)).toBe("rgb(13, 19, 25)");
    await page.emulateMedia({ media: "print" });
    expect(await page.evaluate(background)).toBe("rgb(255, 255, 255)");
  });

  it("prints the details that are closed on the screen", async () => {
    const page = await open();
    await page.evaluate(`dispatchEvent(new Event("beforeprint"))`);
    expect(await page.locator("tr.details").isVisible()).toBe(true);
    await page.evaluate(`dispatchEvent(new Event("afterprint"))`);
    expect(await page.locator("tr.details").isVisible()).toBe(false);
    const pdf = await page.pdf({ format: "A4" });
    expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
  });

  it("fits a narrow screen: what is wide scrolls by itself", async () => {
    const page = await open(demoPage, { width: 360 });
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(360);
  });

  it("breaks long code in tables, so that a common screen holds the whole table", async () => {
    const columns = [{ label: "Stage" }, { label: "In", format: "code" }, { label: "Out", format: "code" }] as const;
    const page = await open(
      {
        title: "t",
        sections: [{ kind: "table", columns, rows: [{ cells: ["a", "1,".repeat(90), "2,".repeat(90)] }] }],
      },
      { width: 1280 },
    );
    expect(await page.locator(".more").count()).toBe(0);
    await page.setViewportSize({ width: 400, height: 800 });
    const widths = await page.evaluate<number[]>(
      `[...document.querySelectorAll("td code")].map((code) => code.getBoundingClientRect().width)`,
    );
    for (const width of widths) expect(width).toBeGreaterThan(250);
  });

  it("says so where there is more beyond the edge, until the end is reached", async () => {
    const nodes = Array.from({ length: 12 }, (_, node) => ({ id: `stage number ${node}` }));
    const edges = nodes.slice(1).map(({ id }, node) => ({ from: `stage number ${node}`, to: id }));
    const title = "Long";
    const long: HtmlPage = { title: "Long", sections: [{ kind: "graph", title, nodes, edges }] };
    const page = await open(long, { width: 1280 });
    const hint = async (): Promise<string> =>
      page.evaluate<string>(`new Promise((resolve) => requestAnimationFrame(() => setTimeout(() =>
        resolve(getComputedStyle(document.querySelector("h2"), "::after").content))))`);
    expect(await hint()).toContain("scroll sideways");
    await page.evaluate(`document.querySelector(".scroll").scrollLeft = 1e6`);
    expect(await hint()).toBe("none");
    const short: HtmlPage = { title, sections: [{ kind: "graph", title, nodes: nodes.slice(0, 2), edges: [] }] };
    await page.close();
    await open(short, { width: 1280 });
    expect(await opened.page.locator(".more").count()).toBe(0);
  });

  it("can be read without its script: nothing is hidden", async () => {
    const file = join(folder, "plain.html");
    await writeFile(file, renderHtml(demoPage).replace(/<script>[^]*<\/script>/, ""));
    opened = await openPage(browser!, file);
    expect(await opened.page.locator("tr.details").isVisible()).toBe(true);
  });

  it.each(["light", "dark"] as const)("breaks no rule of accessibility in %s", async (colorScheme) => {
    const page = await open(demoPage, { colorScheme });
    await page.getByRole("button", { name: /^Details of/ }).click();
    await page.evaluate(await readFile(fileURLToPath(import.meta.resolve("axe-core/axe.min.js")), "utf8"));
    const violations = await page.evaluate<unknown[]>(
      `axe.run().then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]))`,
    );
    expect(violations).toEqual([]);
  });

  it("draws a large graph so that no two boxes and no text overlap", async () => {
    const nodes = Array.from({ length: 120 }, (_, node) => ({ id: `stage ${node}`, note: `${node} ms` }));
    const edges = nodes.slice(1).map(({ id }, node) => ({ from: `stage ${Math.floor((node * 7) / 9)}`, to: id }));
    const page = await open({ title: "Large", sections: [{ kind: "graph", nodes, edges }] });
    const boxes = await page.evaluate<{ x: number; y: number; right: number; bottom: number }[]>(
      `[...document.querySelectorAll(".node")].map((node) => node.getBoundingClientRect())`,
    );
    expect(boxes).toHaveLength(120);
    const overlapping = boxes.flatMap((a, index) =>
      boxes.slice(index + 1).filter((b) => a.x < b.right && b.x < a.right && a.y < b.bottom && b.y < a.bottom),
    );
    expect(overlapping).toEqual([]);
  });

  it("keeps the texts of the timeline inside it", async () => {
    const page = await open();
    const [panel, ...texts] = await page.evaluate<{ x: number; right: number }[]>(
      `[document.querySelector(".gantt"), ...document.querySelectorAll(".gantt text")].map((element) => element.getBoundingClientRect())`,
    );
    for (const { x, right } of texts) {
      expect(x).toBeGreaterThanOrEqual(panel!.x);
      expect(right).toBeLessThanOrEqual(panel!.right);
    }
  });

  it("leads from its links to its sections", async () => {
    const page = await open();
    await page.getByRole("navigation", { name: "Sections" }).getByRole("link", { name: "Log" }).click();
    const top = await page.evaluate<number>(`document.querySelector("section.logs").getBoundingClientRect().top`);
    expect(top).toBeLessThan(800);
    expect(await page.getByRole("group", { name: "Log", exact: true }).isVisible()).toBe(true);
  });

  it("can be used by keyboard: all that scrolls, sorts or opens has the focus", async () => {
    const page = await open();
    const unreachable = await page.evaluate<number>(
      `[...document.querySelectorAll(".scroll, pre.panel, button")].filter((element) => element.tabIndex < 0).length`,
    );
    expect(unreachable).toBe(0);
  });
});

/** The least contrast between a text and what it stands on, by WCAG's formula. */
const contrastScript = `(() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const over = (colors) => {
    canvas.clearRect(0, 0, 1, 1);
    for (const color of colors) {
      canvas.fillStyle = color;
      canvas.fillRect(0, 0, 1, 1);
    }
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const luminance = (rgb) => {
    const [r, g, b] = rgb.map((value) => (value /= 255) <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const backgrounds = (element) => {
    const node = element.closest(".node, .bar.inside");
    const own = node ? [getComputedStyle(node.querySelector("rect")).fill] : [];
    const chain = [];
    for (let above = element; above; above = above.parentElement) chain.unshift(getComputedStyle(above).backgroundColor);
    return [...chain, ...own];
  };
  const ratios = [...document.querySelectorAll("body *")]
    .filter((element) => [...element.childNodes].some((child) => child.nodeType === 3 && child.data.trim()))
    .filter((element) => !["STYLE", "SCRIPT", "title"].includes(element.nodeName))
    .map((element) => {
      const style = getComputedStyle(element);
      const color = element instanceof SVGElement ? style.fill : style.color;
      const [text, ground] = [over([...backgrounds(element), color]), over(backgrounds(element))].map(luminance);
      return (Math.max(text, ground) + 0.05) / (Math.min(text, ground) + 0.05);
    });
  return Math.min(...ratios);
})()`;
