const rfc3339 = /^(\d{4})-(\d{2})-(\d{2})[Tt](\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9})\d*)?(?:[Zz]|([+-])(\d{2}):(\d{2}))$/;

/** Nanoseconds since 1970 of an RFC 3339 time; undefined if the text is none. */
export function parseDatetime(text: string): bigint | undefined {
  const match = rfc3339.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second, fraction = "", sign, offsetHours = "0", offsetMinutes = "0"] = match;
  const [h, m, s] = [Number(hour), Number(minute), Number(second)];
  const days = Date.UTC(Number(year), Number(month) - 1, Number(day));
  // Date.UTC rolls over what is out of range; the day that it gives must be the one that was asked for.
  const date = new Date(days);
  if (date.getUTCMonth() !== Number(month) - 1 || date.getUTCDate() !== Number(day)) return undefined;
  if (h > 23 || m > 59 || s > 59 || Number(offsetHours) > 23 || Number(offsetMinutes) > 59) return undefined;
  const offset = (Number(offsetHours) * 60 + Number(offsetMinutes)) * (sign === "-" ? -60 : 60);
  const seconds = days / 1000 + h * 3600 + m * 60 + s - offset;
  return BigInt(seconds) * 1_000_000_000n + BigInt(fraction.padEnd(9, "0"));
}

/** Nanoseconds of milliseconds, which may have a fraction. */
export const msToNs = (ms: number): bigint => BigInt(Math.round(ms * 1000)) * 1000n;
