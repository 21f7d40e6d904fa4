import { expect, test } from "vitest";
import { agreement } from "../src/box.ts";
import { framesOf, readPlate, writeBgr } from "../src/plate.ts";
import { findDarkBody, otsuThreshold, toBrightness } from "../src/vision.ts";

const draw = (rows: readonly string[]): Uint8Array =>
  Uint8Array.from(rows.join(""), (letter) => (letter === "#" ? 40 : 200));

test("a body is found among lines and specks", () => {
  const rows = [
    "|.........|.",
    "#.........#.",
    "#..#####..#.",
    "#..#####..#.",
    "#..#####.##.",
    "#..#####..#.",
    "#.........#.",
    "############",
  ].map((row) => row.replaceAll("|", "#"));
  expect(findDarkBody(draw(rows), 12, 8)).toEqual([3, 2, 8, 6]);
});

test("the threshold parts dark from bright", () => {
  expect(otsuThreshold(Uint8Array.of(10, 12, 14, 200, 205, 210))).toBe(14);
});

test("brightness weighs green most", () => {
  expect([...toBrightness(Uint8Array.of(255, 0, 0, 0, 255, 0, 0, 0, 255))]).toEqual([76, 149, 29]);
});

test("boxes agree by what they share", () => {
  expect(agreement([0, 0, 10, 10], [0, 0, 10, 10])).toBe(1);
  expect(agreement([0, 0, 10, 10], [5, 0, 15, 10])).toBeCloseTo(1 / 3);
  expect(agreement([0, 0, 10, 10], [20, 20, 30, 30])).toBe(0);
});

test("the plate is cut into 24 photographs, as BGR", async () => {
  const plate = await readPlate();
  const frames = framesOf(plate);
  expect(frames).toHaveLength(24);
  const [frame] = frames;
  const bgr = new Uint8Array(3 * frame!.width * frame!.height);
  writeBgr(plate, frame!, bgr);
  const corner = 4 * (frame!.top * plate.width + frame!.left);
  expect([...bgr.subarray(0, 3)].toReversed()).toEqual([...plate.rgba.subarray(corner, corner + 3)]);
});
