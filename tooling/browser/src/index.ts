import "./dom-names.ts";

export { browserOrReason, openBrowser } from "./open-browser.ts";
export type { BrowserOrReason } from "./open-browser.ts";
export { openPage } from "./open-page.ts";
export type { OpenedPage, OpenPageOptions } from "./open-page.ts";
export type { Candidate } from "./candidates.ts";
export { BrowserError } from "./browser-error.ts";
export { browserErrors } from "./error-table.ts";
export type { BrowserErrorCode } from "./error-table.ts";
export type { Browser, Page } from "playwright-core";
