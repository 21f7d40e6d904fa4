import type { Box } from "./box.ts";

/** One byte a pixel, weighed as the eye does. */
export function toBrightness(rgb: Uint8Array): Uint8Array {
  const brightness = new Uint8Array(rgb.length / 3);
  for (let at = 0; at < brightness.length; at += 1) {
    const [red = 0, green = 0, blue = 0] = rgb.subarray(3 * at, 3 * at + 3);
    brightness[at] = 0.299 * red + 0.587 * green + 0.114 * blue;
  }
  return brightness;
}

/**
 * The box around the largest dark thing that is thicker than a line: the threshold is Otsu's, lines of the wall's grid
 * are eroded away, and what is left is grown back by one pixel.
 */
export function findDarkBody(brightness: Uint8Array, width: number, height: number): Box {
  const threshold = otsuThreshold(brightness);
  const isDark = brightness.map((value) => (value <= threshold ? 1 : 0));
  const opened = grow(grow(erode(isDark, width, height), width, height), width, height);
  return shrink(largestBody(opened, width, height));
}

/** The brightness that parts an image into two classes as different as can be. */
export function otsuThreshold(brightness: Uint8Array): number {
  const counts = new Float64Array(256);
  for (const value of brightness) counts[value] = (counts[value] as number) + 1;
  const total = brightness.length;
  const sum = counts.reduce((all, count, value) => all + count * value, 0);
  let [darkCount, darkSum, best, threshold] = [0, 0, -1, 0];
  for (let value = 0; value < 256; value += 1) {
    darkCount += counts[value] as number;
    darkSum += value * (counts[value] as number);
    if (darkCount === 0 || darkCount === total) continue;
    const difference = darkSum / darkCount - (sum - darkSum) / (total - darkCount);
    const variance = darkCount * (total - darkCount) * difference ** 2;
    if (variance > best) [best, threshold] = [variance, value];
  }
  return threshold;
}

const erode = (mask: Uint8Array, width: number, height: number): Uint8Array =>
  overNeighbours(mask, width, height, (dark) => dark === 9);
const grow = (mask: Uint8Array, width: number, height: number): Uint8Array =>
  overNeighbours(mask, width, height, (dark) => dark > 0);

/** Each pixel by how many of itself and its eight neighbours are set; outside of the image nothing is. */
function overNeighbours(
  mask: Uint8Array,
  width: number,
  height: number,
  isSet: (neighbours: number) => boolean,
): Uint8Array {
  const result = new Uint8Array(mask.length);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      let neighbours = 0;
      for (let row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row += 1) {
        for (let column = Math.max(0, x - 1); column <= Math.min(width - 1, x + 1); column += 1) {
          neighbours += mask[row * width + column] as number;
        }
      }
      if (isSet(neighbours)) result[y * width + x] = 1;
    }
  }
  return result;
}

/** The box around the body with the most pixels. */
function largestBody(mask: Uint8Array, width: number, height: number): Box {
  const seen = new Uint8Array(mask.length);
  let largest = { size: 0, box: [0, 0, 0, 0] as Box };
  for (let start = 0; start < mask.length; start += 1) {
    if (mask[start] === 0 || seen[start] === 1) continue;
    let size = 0;
    let [left, top, right, bottom] = [width, height, 0, 0];
    const open = [start];
    seen[start] = 1;
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      const x = at % width;
      const y = (at - x) / width;
      size += 1;
      [left, right] = [Math.min(left, x), Math.max(right, x + 1)];
      [top, bottom] = [Math.min(top, y), Math.max(bottom, y + 1)];
      const neighbours = [x > 0 ? at - 1 : -1, x < width - 1 ? at + 1 : -1, at - width, at + width];
      for (const neighbour of neighbours) {
        if (mask[neighbour] !== 1 || seen[neighbour] === 1) continue;
        seen[neighbour] = 1;
        open.push(neighbour);
      }
    }
    if (size > largest.size) largest = { size, box: [left, top, right, bottom] };
  }
  return largest.box;
}

/** Takes back the pixel by which the body was grown beyond itself. */
const shrink = ([left, top, right, bottom]: Box): Box => [left + 1, top + 1, right - 1, bottom - 1];
