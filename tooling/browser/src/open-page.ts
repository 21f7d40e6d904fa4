import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";

export interface OpenPageOptions {
  /** Default `"light"`. */
  readonly colorScheme?: "light" | "dark";
  /** Default 1200. */
  readonly width?: number;
  /** Default 800. */
  readonly height?: number;
}

/** A page and what it did that it should not. */
export interface OpenedPage {
  readonly page: Page;
  /** Errors and warnings of the console, and exceptions that nobody caught. */
  readonly problems: readonly string[];
  /** Addresses that the page asked for besides its own. */
  readonly requests: readonly string[];
}

/** Opens a file in a page of its own and watches it from the start. */
export async function openPage(browser: Browser, file: string, options: OpenPageOptions = {}): Promise<OpenedPage> {
  const { colorScheme = "light", width = 1200, height = 800 } = options;
  const page = await browser.newPage({ colorScheme, viewport: { width, height } });
  const problems: string[] = [];
  const requests: string[] = [];
  const url = pathToFileURL(file).href;
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) problems.push(`${message.type()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => problems.push(`uncaught: ${error.message}`));
  page.on("request", (request) => {
    if (request.url() !== url) requests.push(request.url());
  });
  await page.goto(url);
  return { page, problems, requests };
}
