import { expect, test } from "vitest";
import { regionOf, regions } from "../src/regions.ts";
import { quake } from "./quakes.ts";

test.each([
  ["Los Angeles", -118.2, 34.1, "california"],
  ["Adak, west of the date line", -176.6, 51.9, "alaska"],
  ["Attu, east of it", 172.9, 52.9, "alaska"],
  ["Kilauea", -155.3, 19.4, "hawaii"],
  ["Seattle", -122.3, 47.6, "cascadia"],
  ["Salt Lake City", -111.9, 40.8, "intermountain"],
  ["Oklahoma City", -97.5, 35.5, "interior"],
  ["Ponce", -66.6, 18, "caribbean"],
  ["Oaxaca", -96.7, 17.1, "central-america"],
  ["Santiago de Chile", -70.7, -33.4, "andes"],
  ["Hualien", 121.6, 24, "west-pacific"],
  ["Fiji", 178.4, -18.1, "south-west-pacific"],
  ["Tonga, west of the date line", -175.2, -21.2, "south-west-pacific"],
  ["Jarm", 70.8, 36.9, "alpine-himalayan"],
  ["the middle of the Atlantic", -30, 0, "ridges"],
])("%s is in its region", (_, longitude, latitude, id) => {
  expect(regionOf(quake({ longitude, latitude })).id).toBe(id);
});

test("ids are unique, and the last region is the whole globe", () => {
  expect(new Set(regions.map(({ id }) => id)).size).toBe(regions.length);
  expect(regions.at(-1)?.boxes).toEqual([{ west: -180, east: 180, south: -90, north: 90 }]);
});
