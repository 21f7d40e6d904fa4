import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { browserOrReason, openPage, type OpenedPage, type OpenPageOptions } from "@millrace/tooling-browser";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { graphHtml } from "../../src/graph/html.ts";
import { storyPlan, storyStats } from "./story.ts";

const { browser, reason } = await browserOrReason();

let folder: string;
let opened: OpenedPage | undefined;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "millrace-graph-"));
});
afterEach(() => opened?.page.close());
afterAll(async () => {
  await browser?.close();
  await rm(folder, { recursive: true });
});

async function open(options: OpenPageOptions = {}): Promise<OpenedPage> {
  const file = join(folder, "graph.html");
  await writeFile(file, graphHtml(await storyPlan(), storyStats()));
  opened = await openPage(browser!, file, options);
  return opened;
}

describe.skipIf(reason !== undefined)(`the page of a dataflow in a browser ${reason ?? ""}`, () => {
  it("[YAML-3] opens without an error and without asking for anything", async () => {
    const { page, problems, requests } = await open();
    expect(await page.title()).toBe("story.yml");
    expect({ problems, requests }).toEqual({ problems: [], requests: [] });
  });

  it.each([1280, 390])("[YAML-3] keeps within %i pixels: what is wide scrolls by itself", async (width) => {
    const { page } = await open({ width });
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(width);
  });

  it("[YAML-3] holds the whole drawing on a common screen, a cycle included", async () => {
    const { page } = await open({ width: 1280 });
    const nodes = page.getByRole("list", { name: /^Graph/ }).getByRole("listitem");
    expect(await nodes.count()).toBe(5);
    for (const node of await nodes.all()) {
      const box = await node.boundingBox();
      expect(box!.x + box!.width).toBeLessThan(1280);
    }
  });

  it.each(["light", "dark"] as const)("[YAML-3] shows states and rates in %s", async (colorScheme) => {
    const { page } = await open({ colorScheme });
    expect(await page.getByText("image · 30/s · 180 dropped").isVisible()).toBe(true);
    expect(await page.getByRole("listitem", { name: /^detector: running · 2 restarts/ }).isVisible()).toBe(true);
    const scheme = await page.evaluate<string>("getComputedStyle(document.body).backgroundColor");
    expect(scheme === "rgb(13, 19, 25)").toBe(colorScheme === "dark");
  });

  it("[YAML-3] sorts the inputs by what they dropped", async () => {
    const { page } = await open();
    const table = page.getByRole("group", { name: "Inputs" });
    const heading = table.getByRole("button", { name: "dropped" });
    await heading.click();
    await heading.click();
    expect(await table.locator("tbody").first().textContent()).toContain("detector/image");
  });
});
