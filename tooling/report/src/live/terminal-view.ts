import type { CancelTimer } from "@millrace/protocol";
import { displayWidth, linesOf, oneLine } from "../text-width.ts";
import { drawTree } from "./draw.ts";
import type { LiveChange } from "./model.ts";
import { summaryOf, type LiveView, type LiveViewSettings } from "./view.ts";

/** At most ten frames a second. */
const frameMs = 100;
/** A large tree is drawn less often: drawing takes at most a tenth of the time. */
const restAfterDrawing = 9;
const hideCursor = "\u001b[?25l";
const showCursor = "\u001b[?25h";
const eraseToLineEnd = "\u001b[K";
const eraseBelow = "\u001b[J";

/**
 * Redraws the tree in place. Every frame is one write that hides the cursor, draws, and shows it again: whenever the
 * process ends, even by SIGKILL, the terminal is as it was.
 */
export class TerminalView implements LiveView {
  readonly #settings: LiveViewSettings;
  #cancelTimer: CancelTimer | undefined;
  #frame = 0;
  #nextFrameMs = -Infinity;
  /** Lines that go above the tree with the next frame. */
  readonly #logged: string[] = [];
  /** Widths of the lines on the screen: a terminal made narrower since has wrapped them. */
  #drawnWidths: readonly number[] = [];

  constructor(settings: LiveViewSettings) {
    this.#settings = settings;
  }

  changed(_change: LiveChange): void {
    this.#schedule();
  }

  log(text: string): void {
    this.#logged.push(...linesOf(text));
    this.#schedule();
  }

  finish(summary: string = summaryOf(this.#settings.model)): void {
    this.#cancelTimer?.();
    this.#draw([...this.#logged, ...this.#lines(oneLine(summary))], []);
  }

  #schedule(): void {
    if (this.#cancelTimer !== undefined) return;
    const { clock } = this.#settings;
    const waitMs = Math.max(0, this.#nextFrameMs - clock.monotonic());
    this.#cancelTimer = clock.setTimer(waitMs, () => {
      this.#cancelTimer = undefined;
      const startMs = clock.monotonic();
      this.#draw(this.#logged.splice(0), this.#lines(summaryOf(this.#settings.model)));
      const endMs = clock.monotonic();
      this.#nextFrameMs = endMs + Math.max(frameMs, (endMs - startMs) * restAfterDrawing);
      if ([...this.#settings.model.items()].some(({ status }) => status === "running")) this.#schedule();
    });
  }

  #lines(summary: string): string[] {
    const { title, color, model, stream } = this.#settings;
    return drawTree(model, {
      title: oneLine(title),
      summary,
      color,
      frame: this.#frame,
      columns: stream.columns || 80,
      // The cursor rests on the row below the frame.
      rows: (stream.rows || 24) - 1,
    });
  }

  /** Puts `above` (stays) and `below` (is redrawn next time) in the place of what was drawn last. */
  #draw(above: readonly string[], below: readonly string[]): void {
    const { stream } = this.#settings;
    const columns = stream.columns || 80;
    const drawnRows = this.#drawnWidths.reduce((sum, width) => sum + Math.max(1, Math.ceil(width / columns)), 0);
    const up = drawnRows === 0 ? "" : `\u001b[${drawnRows}A`;
    const body = [...above, ...below].map((line) => `${line}${eraseToLineEnd}\n`).join("");
    stream.write(`${hideCursor}${up}\r${body}${eraseBelow}${showCursor}`);
    this.#drawnWidths = below.map(displayWidth);
    this.#frame++;
  }
}
