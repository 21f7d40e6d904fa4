import { expect, test } from "vitest";
import { placeOf, quakeOf, UnfitRecord } from "../src/quake.ts";
import { record } from "./quakes.ts";

test("a record becomes a quake", () => {
  expect(quakeOf(record("ci1", { mag: 1.6, status: "automatic" }))).toEqual({
    id: "ci1",
    time: Date.UTC(2018, 1, 1),
    magnitude: 1.6,
    depthKm: 10,
    longitude: -118,
    latitude: 34,
    place: "2 km E of San Marino, California",
    reviewed: false,
  });
});

test.each([
  ["a blast", record("a", { type: "quarry blast" }), "quarry blast"],
  ["no magnitude", record("a", { mag: null }), "no magnitude"],
  ["a magnitude that is no number", record("a", { mag: Number.NaN }), "no magnitude"],
  ["no time", record("a", { time: undefined }), "no time"],
  ["no depth", record("a", {}, [1, 2]), "no position"],
  ["a longitude of 200", record("a", {}, [200, 2, 3]), "a position outside of the globe"],
  ["an empty object", {}, "no type"],
])("%s is unfit, and the reason is said", (_, feature, reason) => {
  expect(() => quakeOf(feature)).toThrow(new UnfitRecord(reason));
});

test.each([
  ["10km N of Anza, CA", "10 km N of Anza, California"],
  ["5km S of Maneadero, B.C., MX", "5 km S of Maneadero, B.C., Mexico"],
  ["Reykjanes Ridge", "Reykjanes Ridge"],
  ["CA", "California"],
])("%s is written %s", (given, wanted) => {
  expect(placeOf(given)).toBe(wanted);
});
