const unitMs: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
};

const whole = /^(?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|µs|ms|s|m|h)/u;

/** Milliseconds of a duration as Go writes it: `1h30m`, `500ms`, `0`. `undefined` if it is none, or negative. */
export function durationMs(text: string): number | undefined {
  if (text === "0") return 0;
  let totalMs = 0;
  let rest = text;
  do {
    const part = whole.exec(rest)?.[0];
    if (part === undefined) return undefined;
    const unit = part.replace(/^[\d.]+/u, "");
    totalMs += Number.parseFloat(part) * (unitMs[unit] ?? Number.NaN);
    rest = rest.slice(part.length);
  } while (rest !== "");
  return totalMs;
}
