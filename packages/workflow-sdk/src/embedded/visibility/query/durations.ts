const unitNs: Readonly<Record<string, number>> = {
  ns: 1,
  us: 1_000,
  µs: 1_000,
  μs: 1_000,
  ms: 1_000_000,
  s: 1_000_000_000,
  m: 60_000_000_000,
  h: 3_600_000_000_000,
  d: 86_400_000_000_000,
};

const part = /(\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h|d)/y;
const clock = /^(\d+):(\d{1,2}):(\d{1,2})$/;

/** Nanoseconds of `1h30m`, `01:30:00` or a whole number of nanoseconds; undefined if the text is none of these. */
export function parseDuration(text: string): number | undefined {
  if (/^-?\d+$/.test(text)) return Number(text);
  const [, hours, minutes, seconds] = clock.exec(text) ?? [];
  if (hours !== undefined) {
    if (Number(minutes) > 59 || Number(seconds) > 59) return undefined;
    return (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1_000_000_000;
  }
  const sign = text.startsWith("-") ? -1 : 1;
  const body = text.replace(/^[+-]/, "");
  let total = 0;
  for (part.lastIndex = 0; part.lastIndex < body.length;) {
    const match = part.exec(body);
    if (match === null) return undefined;
    total += Number(match[1]) * (unitNs[match[2] as string] as number);
  }
  return body === "" ? undefined : sign * Math.round(total);
}
