import { encode } from "fast-png";

const gap = 4;
const yellow = [255, 210, 0] as const;

interface Picture {
  readonly rgb: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** Pictures in rows, with a box drawn into each. */
export class Sheet {
  readonly #columns: number;
  readonly #pictures = new Map<number, Picture>();
  readonly #boxes = new Map<number, readonly number[]>();

  constructor(columns: number) {
    this.#columns = columns;
  }

  /** Takes the picture's own copy of the pixels: the message's memory goes back to the engine. */
  image(at: number, bgr: Uint8Array, width: number, height: number): void {
    const rgb = new Uint8Array(bgr.length);
    for (let pixel = 0; pixel < bgr.length; pixel += 3) {
      for (let colour = 0; colour < 3; colour += 1) rgb[pixel + colour] = bgr[pixel + 2 - colour] as number;
    }
    this.#pictures.set(at, { rgb, width, height });
  }

  box(at: number, box: Iterable<number>): void {
    this.#boxes.set(at, [...box]);
  }

  png(): Uint8Array {
    const all = [...this.#pictures.entries()].toSorted(([one], [other]) => one - other);
    const cell = { width: 0, height: 0 };
    for (const [, { width, height }] of all) {
      cell.width = Math.max(cell.width, width + gap);
      cell.height = Math.max(cell.height, height + gap);
    }
    const width = this.#columns * cell.width + gap;
    const height = Math.ceil(all.length / this.#columns) * cell.height + gap;
    const data = new Uint8Array(3 * width * height).fill(30);
    all.forEach(([at, picture], index) => {
      drawBox(picture, this.#boxes.get(at));
      const left = gap + (index % this.#columns) * cell.width;
      const top = gap + Math.floor(index / this.#columns) * cell.height;
      for (let y = 0; y < picture.height; y += 1) {
        const row = picture.rgb.subarray(3 * y * picture.width, 3 * (y + 1) * picture.width);
        data.set(row, 3 * ((top + y) * width + left));
      }
    });
    return encode({ width, height, data, channels: 3, depth: 8 });
  }
}

function drawBox({ rgb, width, height }: Picture, box: readonly number[] | undefined): void {
  if (box === undefined) return;
  const [left = 0, top = 0, right = 0, bottom = 0] = box.map((edge) => Math.round(edge));
  const set = (x: number, y: number): void => {
    if (x >= 0 && y >= 0 && x < width && y < height) rgb.set(yellow, 3 * (y * width + x));
  };
  for (let x = left; x < right; x += 1) {
    set(x, top);
    set(x, bottom - 1);
  }
  for (let y = top; y < bottom; y += 1) {
    set(left, y);
    set(right - 1, y);
  }
}
