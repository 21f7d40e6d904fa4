import { testMap, testReduce, testSourceTransform } from "@millrace/stream-udf/testing";
import { describe, expect, it } from "vitest";
import { count } from "../src/count.ts";
import { classOf } from "../src/quake.ts";
import { transform } from "../src/transform.ts";

const feature = (properties: object): string =>
  JSON.stringify({ properties: { type: "earthquake", mag: 2.5, time: 1000, place: "near", ...properties } });

const read = (value: Uint8Array | undefined): unknown => JSON.parse(Buffer.from(value ?? []).toString());

describe("the source transform", () => {
  it("says when a quake happened, and by what it is counted", async () => {
    const [result] = await testSourceTransform(transform).send(feature({ mag: 4.2, time: 86_400_000 }));
    expect(result?.eventTime).toEqual(new Date(86_400_000));
    expect(result?.keys).toEqual(["4 to 5"]);
    expect(read(result?.value)).toEqual({ magnitude: 4.2, place: "near" });
  });

  it("drops what is no earthquake", async () => {
    const [result] = await testSourceTransform(transform).send(feature({ type: "quarry blast" }));
    expect(result?.tags).toEqual(["U+005C__DROP__"]);
  });

  it("refuses a record that is none", async () => {
    await expect(testSourceTransform(transform).send(feature({ mag: "big" }))).rejects.toThrow("properties.mag");
  });
});

describe("the reduce", () => {
  it("counts the quakes of a class, and knows the strongest", async () => {
    const messages = [2.1, 2.9, 2.5].map((magnitude) => ({
      value: JSON.stringify({ magnitude, place: `at ${magnitude}` }),
      keys: ["2 to 3"],
    }));
    const [result, ...others] = await testReduce(count).send({
      start: new Date(0),
      end: new Date(86_400_000),
      messages,
    });
    expect(read(result?.value)).toEqual({
      day: "1970-01-01",
      class: "2 to 3",
      count: 3,
      strongest: { magnitude: 2.9, place: "at 2.9" },
    });
    expect(others).toEqual([]);
  });
});

it.each([
  [-1.2, "below 1"],
  [0.99, "below 1"],
  [1, "1 to 2"],
  [4.999, "4 to 5"],
  [5, "5 and more"],
  [9.5, "5 and more"],
])("magnitude %d is of the class '%s'", (magnitude, expected) => {
  expect(classOf(magnitude)).toBe(expected);
});

it("a map is tested the same way as a source transform, but is none", () => {
  expect(() => testMap(transform as never)).toThrow("a test of a map takes a definition of one");
});
