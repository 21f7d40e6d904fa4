/** Left, top, right and bottom, in pixels; right and bottom are outside. */
export type Box = readonly [left: number, top: number, right: number, bottom: number];

const area = ([left, top, right, bottom]: Box): number => Math.max(0, right - left) * Math.max(0, bottom - top);

/** How much two boxes agree: the area that they share by the area that they cover, 0 to 1. */
export function agreement(one: Box, other: Box): number {
  const shared = area([
    Math.max(one[0], other[0]),
    Math.max(one[1], other[1]),
    Math.min(one[2], other[2]),
    Math.min(one[3], other[3]),
  ]);
  return shared / (area(one) + area(other) - shared);
}
