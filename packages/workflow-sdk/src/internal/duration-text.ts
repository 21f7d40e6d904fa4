const msOf: ReadonlyMap<string, number> = new Map(
  Object.entries({
    ms: 1,
    millisecond: 1,
    msec: 1,
    s: 1000,
    sec: 1000,
    second: 1000,
    m: 60_000,
    min: 60_000,
    minute: 60_000,
    h: 3_600_000,
    hr: 3_600_000,
    hour: 3_600_000,
    d: 86_400_000,
    day: 86_400_000,
    w: 604_800_000,
    week: 604_800_000,
    y: 31_557_600_000,
    yr: 31_557_600_000,
    year: 31_557_600_000,
  }),
);

/**
 * Milliseconds of a duration as text, as official Temporal packages take them: a number with a unit (`'1 minute'`,
 * `'1.5h'`, `'2 days'`), milliseconds without one. Undefined for any other text.
 */
export function parseDurationText(text: string): number | undefined {
  const [, amount, unit = ""] = /^(-?\d*\.?\d+) *([a-z]*)$/i.exec(text) ?? [];
  if (amount === undefined) return undefined;
  const name = unit.toLowerCase();
  const ms = unit === "" ? 1 : (msOf.get(name) ?? (name.length > 2 ? msOf.get(name.replace(/s$/, "")) : undefined));
  return ms === undefined ? undefined : Number(amount) * ms;
}
