import type { LogRecord, LogsSection } from "../html-page.ts";
import type { Status } from "../status.ts";
import { limitList } from "./limit.ts";
import { markup, type Markup } from "./markup.ts";

const statusOfLevel: Readonly<Record<LogRecord["level"], Status>> = {
  debug: "pending",
  info: "running",
  warn: "warning",
  error: "failed",
};

/** Records in the order given, times in UTC. */
export function renderLogs({ records, title }: LogsSection): Markup {
  const { shown, remark } = limitList(records, "records");
  return markup`<div class="panel scroll" tabindex="0" role="group" aria-label="${title ?? "Log"}"><table class="log">
<thead class="unseen"><tr><th>Time</th><th>Level</th><th>Source</th><th>Message</th></tr></thead>
<tbody>
${shown.map(renderRecord)}</tbody></table></div>${remark}`;
}

function renderRecord({ timeMs, level, message, source, fields }: LogRecord): Markup {
  const time = Number.isFinite(timeMs) ? new Date(timeMs).toISOString() : undefined;
  const structured = fields === undefined || Object.keys(fields).length === 0 ? undefined : jsonOf(fields);
  return markup`<tr class="is-${statusOfLevel[level]}">
<td>${time && markup`<time datetime="${time}" title="${time}">${time.slice(11, 23)}</time>`}</td>
<td class="level">${level}</td><td class="source">${source}</td>
<td class="message">${message}${structured && markup` <code>${structured}</code>`}</td></tr>
`;
}

/** Fields are what the caller's code put there: a cycle or a BigInt must not cost the report. */
function jsonOf(fields: Readonly<Record<string, unknown>>): string {
  try {
    return JSON.stringify(fields, (_key, value: unknown) => (typeof value === "bigint" ? `${value}n` : value));
  } catch (error) {
    return `[fields that JSON cannot hold: ${error instanceof Error ? error.message.split("\n")[0] : String(error)}]`;
  }
}
