import type { FromWorker } from "./messages.ts";
import type { Work } from "./pump.ts";

/** Tells the engine's thread what became of the messages that it sent: once for all since the last time. */
export class TakenReports implements Work {
  readonly #tell: (message: FromWorker) => void;
  readonly #onWaiting: () => void;
  readonly #counts = new Map<string, { taken: number; dropped: number }>();

  constructor(tell: (message: FromWorker) => void, onWaiting: () => void) {
    this.#tell = tell;
    this.#onWaiting = onWaiting;
  }

  add(inputId: string, { taken = 0, dropped = 0 }: { readonly taken?: number; readonly dropped?: number }): void {
    if (this.#counts.size === 0) this.#onWaiting();
    const counts = this.#counts.get(inputId) ?? { taken: 0, dropped: 0 };
    counts.taken += taken;
    counts.dropped += dropped;
    this.#counts.set(inputId, counts);
  }

  get isReady(): boolean {
    return this.#counts.size > 0;
  }

  run(): number {
    if (this.#counts.size === 0) return 0;
    for (const [inputId, counts] of this.#counts) this.#tell({ op: "taken", inputId, ...counts });
    this.#counts.clear();
    return 0;
  }
}
