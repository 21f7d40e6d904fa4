import { ManualClock } from "@millrace/protocol";
import { liveTree, type LiveStream, type LiveTree, type LiveTreeOptions } from "../src/index.ts";

const escape = "\u001b";
const eraseLine = `${escape}[K`;
const eraseBelow = `${escape}[J`;
const cursorUp = new RegExp(`^${escape}\\[(\\d+)A$`);
const color = new RegExp(`^${escape}\\[\\d+m$`);
/** An escape sequence, or a character. */
const tokens = new RegExp(`${escape}\\[[?\\d;]*[A-Za-z]|[^]`, "gu");

/** A terminal that understands what the live view writes: line breaks, cursor up, erase; it knows what is on screen. */
export class FakeTerminal implements LiveStream {
  readonly isTTY = true;
  columns: number;
  rows: number;
  /** All that was written, escape sequences included. */
  written = "";
  frames = 0;
  cursorVisible = true;
  /** Every line since the start: what scrolled away is at the beginning. */
  #lines: string[] = [""];
  #row = 0;
  #column = 0;

  constructor(columns = 80, rows = 24) {
    this.columns = columns;
    this.rows = rows;
  }

  /** The lines without colours and without the empty one that the cursor rests on. */
  get screen(): readonly string[] {
    return this.#lines.slice(0, -1);
  }

  write(text: string): void {
    this.written += text;
    this.frames++;
    for (const token of text.match(tokens) ?? []) this.#take(token);
  }

  #take(token: string): void {
    const up = cursorUp.exec(token);
    if (up !== null) {
      this.#row -= Number(up[1]);
      if (this.#row < Math.max(0, this.#lines.length - this.rows)) throw new Error("the cursor left the screen");
    } else if (token === eraseLine) this.#lines[this.#row] = this.#lines[this.#row]!.slice(0, this.#column);
    else if (token === eraseBelow) this.#lines.splice(this.#row, Infinity, "");
    else if (token === `${escape}[?25l`) this.cursorVisible = false;
    else if (token === `${escape}[?25h`) this.cursorVisible = true;
    else if (color.test(token)) return;
    else if (token === "\r") this.#column = 0;
    else if (token === "\n") {
      this.#row++;
      this.#column = 0;
      this.#lines[this.#row] ??= "";
    } else if (token < " ") throw new Error(`unexpected ${JSON.stringify(token)}`);
    else this.#print(token);
  }

  #print(character: string): void {
    const line = this.#lines[this.#row]!;
    this.#lines[this.#row] = line.slice(0, this.#column) + character + line.slice(this.#column + character.length);
    this.#column += character.length;
  }
}

/** A stream that keeps what is written to it. */
export class FakeFile implements LiveStream {
  text = "";

  write(text: string): void {
    this.text += text;
  }
}

export interface Watched<Stream> {
  readonly tree: LiveTree;
  readonly clock: ManualClock;
  readonly stream: Stream;
}

export function watch<Stream extends LiveStream>(stream: Stream, options: LiveTreeOptions = {}): Watched<Stream> {
  const clock = new ManualClock({ nowMs: 1000 });
  return { tree: liveTree({ stream, clock, ...options }), clock, stream };
}
