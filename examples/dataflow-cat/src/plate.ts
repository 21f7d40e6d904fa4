import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import jpeg from "jpeg-js";

/** Eadweard Muybridge's plate of a cat that breaks into a run: 24 photographs in four rows. */
export interface Plate {
  readonly width: number;
  readonly height: number;
  /** Four bytes a pixel: red, green, blue and 255. */
  readonly rgba: Uint8Array;
}

/** One photograph: where it is on the plate. */
export interface Frame {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

const columns = 6;
/** The plate's border is darker than this, its photographs are brighter, averaged over a row or column. */
const borderBrightness = 90;

export async function readPlate(): Promise<Plate> {
  const manifest = createRequire(import.meta.url).resolve("@stdlib/datasets-img-locomotion-house-cat/package.json");
  const file = await readFile(path.join(path.dirname(manifest), "data", "image.jpg"));
  const { width, height, data } = jpeg.decode(file, { useTArray: true });
  return { width, height, rgba: data };
}

/** Cuts the plate along its dark border into rows, and each row into six photographs of one width. */
export function framesOf(plate: Plate): readonly Frame[] {
  const rows = brightRuns(plate.height, (y) => rowBrightness(plate, y));
  const runs = brightRuns(plate.width, (x) => columnBrightness(plate, x, rows));
  const [left = 0, right = plate.width] = [runs[0]?.[0], runs.at(-1)?.[1]];
  const width = Math.floor((right - left) / columns);
  return rows.flatMap(([top, bottom]) =>
    Array.from({ length: columns }, (_, column) => ({
      left: left + column * width,
      top,
      width,
      height: bottom - top,
    })),
  );
}

/** The pixels of one photograph as cameras give them to OpenCV: three bytes a pixel, blue, green, red. */
export function writeBgr({ rgba, width: plateWidth }: Plate, frame: Frame, target: Uint8Array): void {
  let to = 0;
  for (let y = 0; y < frame.height; y += 1) {
    let from = 4 * ((frame.top + y) * plateWidth + frame.left);
    for (let x = 0; x < frame.width; x += 1, from += 4, to += 3) {
      target[to] = rgba[from + 2] as number;
      target[to + 1] = rgba[from + 1] as number;
      target[to + 2] = rgba[from] as number;
    }
  }
}

/** Ranges of at least 60 pixels that are bright. */
function brightRuns(length: number, brightness: (at: number) => number): [begin: number, end: number][] {
  const runs: [number, number][] = [];
  let begin = -1;
  for (let at = 0; at <= length; at += 1) {
    const isBright = at < length && brightness(at) > borderBrightness;
    if (isBright && begin < 0) begin = at;
    if (!isBright && begin >= 0) {
      if (at - begin > 60) runs.push([begin, at]);
      begin = -1;
    }
  }
  return runs;
}

function rowBrightness({ rgba, width }: Plate, y: number): number {
  let sum = 0;
  for (let x = 20; x < width - 20; x += 1) sum += rgba[4 * (y * width + x) + 1] as number;
  return sum / (width - 40);
}

function columnBrightness({ rgba, width }: Plate, x: number, rows: readonly (readonly [number, number])[]): number {
  let sum = 0;
  let count = 0;
  for (const [top, bottom] of rows) {
    for (let y = top; y < bottom; y += 1) sum += rgba[4 * (y * width + x) + 1] as number;
    count += bottom - top;
  }
  return sum / count;
}
