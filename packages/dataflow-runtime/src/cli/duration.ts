import { CliError } from "@millrace/tooling-cli";

const unitMs: Readonly<Record<string, number>> = { ms: 1, s: 1000, "": 1000, m: 60_000, h: 3_600_000 };

/** `10s`, `500ms`, `1.5m`, `2h`, and `10` for seconds. @throws `CLI_INVALID_OPTION` */
export function parseDuration(text: string, option: string): number {
  const [, digits = "", unit = ""] = /^(\d+(?:\.\d+)?)(ms|s|m|h|)$/u.exec(text.trim()) ?? [];
  const factor = unitMs[unit];
  if (digits !== "" && factor !== undefined) return Number(digits) * factor;
  throw new CliError("CLI_INVALID_OPTION", `${option} '${text}' is no duration; write such as 10s, 500ms or 2m`);
}
