/** One earthquake of the clean layer. */
export interface Quake {
  readonly id: string;
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly time: number;
  readonly magnitude: number;
  /** Kilometres below sea level; negative above it. */
  readonly depthKm: number;
  /** Degrees, east and north positive. */
  readonly longitude: number;
  readonly latitude: number;
  readonly place: string;
  /** Whether a seismologist has looked at it. */
  readonly reviewed: boolean;
}

/** A record that is no earthquake, or not fit to be counted as one. `reason` is the same for records of one kind. */
export class UnfitRecord extends Error {
  override readonly name = "UnfitRecord";
  readonly reason: string;

  constructor(reason: string) {
    super(reason);
    this.reason = reason;
  }
}

interface Feature {
  readonly id?: unknown;
  readonly properties?: {
    readonly mag?: unknown;
    readonly time?: unknown;
    readonly place?: unknown;
    readonly type?: unknown;
    readonly status?: unknown;
  };
  readonly geometry?: { readonly coordinates?: readonly unknown[] };
}

const isNumber = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value);

const abbreviations: Readonly<Record<string, string>> = { CA: "California", MX: "Mexico" };

/** Networks write places differently: `2km E of San Marino, CA` becomes `2 km E of San Marino, California`. */
export function placeOf(text: string): string {
  const [area = "", ...rest] = text.split(", ").toReversed();
  const place = [...rest.toReversed(), abbreviations[area] ?? area].join(", ");
  return place.replace(/^(\d+)km /, "$1 km ");
}

/**
 * Turns a GeoJSON feature of the feed into a quake.
 *
 * @throws UnfitRecord for blasts and explosions, and for records without a magnitude, a time or a position
 */
export function quakeOf(record: unknown): Quake {
  const { id, properties = {}, geometry = {} } = record as Feature;
  const { mag, time, place, type, status } = properties;
  const [longitude, latitude, depthKm] = geometry.coordinates ?? [];
  if (type !== "earthquake") throw new UnfitRecord(typeof type === "string" ? type : "no type");
  if (typeof id !== "string") throw new UnfitRecord("no id");
  if (!isNumber(mag)) throw new UnfitRecord("no magnitude");
  if (!isNumber(time)) throw new UnfitRecord("no time");
  if (!isNumber(longitude) || !isNumber(latitude) || !isNumber(depthKm)) throw new UnfitRecord("no position");
  if (Math.abs(longitude) > 180 || Math.abs(latitude) > 90) throw new UnfitRecord("a position outside of the globe");
  return {
    id,
    time,
    magnitude: mag,
    depthKm,
    longitude,
    latitude,
    place: typeof place === "string" ? placeOf(place) : "an unnamed place",
    reviewed: status === "reviewed",
  };
}
