import type { Quake } from "../src/quake.ts";

/** A quake with what a test says, and something plausible for the rest. */
export const quake = (own: Partial<Quake> = {}): Quake => ({
  id: "us1",
  time: Date.UTC(2018, 1, 1),
  magnitude: 2,
  depthKm: 10,
  longitude: -118,
  latitude: 34,
  place: "somewhere",
  reviewed: true,
  ...own,
});

/** A record of the feed, as the service gives it. */
export const record = (
  id: string,
  properties: object = {},
  coordinates: readonly unknown[] = [-118, 34, 10],
): object => ({
  type: "Feature",
  id,
  properties: {
    mag: 2,
    place: "2km E of San Marino, CA",
    time: Date.UTC(2018, 1, 1),
    type: "earthquake",
    status: "reviewed",
    felt: null,
    alert: null,
    tsunami: 0,
    ...properties,
  },
  geometry: { type: "Point", coordinates },
});
