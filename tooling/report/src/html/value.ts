import { formatDuration } from "../duration.ts";
import type { Column, HtmlValue, StatusValue } from "../html-page.ts";
import { statuses, type Status } from "../status.ts";
import { statusBadge } from "./icons.ts";
import { markup, type Markup } from "./markup.ts";

/** A value to read. An absent one is a dash that a screen reader calls "none". */
export function renderValue(value: HtmlValue | StatusValue, format?: Column["format"]): Markup {
  if (value === null || value === undefined || value === "") {
    return markup`<span class="none" role="img" aria-label="none">–</span>`;
  }
  if (typeof value === "object") return statusBadge(value.status, value.text);
  if (format === "duration" && typeof value === "number") return markup`${formatDuration(value)}`;
  if (format === "status" && isStatus(value)) return statusBadge(value);
  if (format === "code" || typeof value === "boolean") return markup`<code>${String(value)}</code>`;
  return markup`${typeof value === "number" ? formatNumber(value) : value}`;
}

/** `12,345.678`: thousands apart, at most three decimals, six digits where that would show nothing. */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value) || (value !== 0 && Math.abs(value) < 0.001) || Math.abs(value) >= 1e15) {
    return String(Number(value.toPrecision(6)));
  }
  const [whole = "", decimals] = String(Number(value.toFixed(3))).split(".");
  const grouped = whole.replaceAll(/\B(?=(\d{3})+$)/g, ",");
  return decimals === undefined ? grouped : `${grouped}.${decimals}`;
}

function isStatus(value: HtmlValue): value is Status {
  return statuses.some((status) => status === value);
}
