import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { browserOrReason, openPage, type OpenedPage, type OpenPageOptions } from "../src/index.ts";

const { browser, reason } = await browserOrReason();

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "millrace-page-"));
});
afterAll(async () => {
  await browser?.close();
  await rm(folder, { recursive: true });
});

async function open(html: string, options?: OpenPageOptions): Promise<OpenedPage> {
  const file = join(folder, "page with space.html");
  await writeFile(file, html);
  return openPage(browser!, file, options);
}

describe.skipIf(reason !== undefined)(`a page in a browser ${reason ?? ""}`, () => {
  it("opens, runs and draws", async () => {
    const { page, problems, requests } = await open(
      `<title>Wheel</title><button onclick="this.textContent = 'turned'">turn</button>`,
    );
    await page.getByRole("button", { name: "turn" }).click();
    expect(await page.title()).toBe("Wheel");
    expect(await page.locator("button").textContent()).toBe("turned");
    expect((await page.screenshot()).subarray(1, 4).toString()).toBe("PNG");
    expect({ problems, requests }).toEqual({ problems: [], requests: [] });
  });

  it("shows text in a font, on a machine without any as well", async () => {
    const { page } = await open(`<span style="font-size:40px">wheel</span><span style="font-size:40px"></span>`);
    const width = await page.evaluate<number>(`document.querySelector("span").getBoundingClientRect().width`);
    expect(width).toBeGreaterThan(60);
  });

  it("tells what went wrong on the console", async () => {
    const { problems } = await open(`<script>console.info("fine"); console.error("bad"); missing();</script>`);
    expect(problems).toEqual(["error: bad", "uncaught: missing is not defined"]);
  });

  it("tells what was asked of others", async () => {
    const { requests } = await open(`<img src="other.png"><link rel="stylesheet" href="data:text/css,p{}">`);
    expect(requests).toEqual(expect.arrayContaining([expect.stringMatching(/^file:.*other\.png$/)]));
  });

  it("has nothing of the pages before it", async () => {
    const first = await open(`<script>localStorage.setItem("a", "1"); console.error("of the first")</script>`);
    const second = await open(`<script>document.title = String(localStorage.getItem("a"))</script>`);
    expect(await second.page.title()).toBe("null");
    expect([first.problems, second.problems]).toEqual([["error: of the first"], []]);
  });

  it("has the size and the colours asked for", async () => {
    const look = `[innerWidth, innerHeight, matchMedia("(prefers-color-scheme: dark)").matches]`;
    expect(await (await open("")).page.evaluate(look)).toEqual([1200, 800, false]);
    const dark = await open("", { width: 320, height: 200, colorScheme: "dark" });
    expect(await dark.page.evaluate(look)).toEqual([320, 200, true]);
  });
});
