import { AssertionError } from "node:assert";
import { getEventListeners, type EventEmitter } from "node:events";
import { setTimeout } from "node:timers/promises";
import { checkNumber, checkOptions } from "../options.ts";

export interface LeakCheckOptions {
  /** Signals whose `abort` listeners count too. */
  readonly signals?: readonly AbortSignal[];
  /** Emitters whose listeners count too, beside the process itself. */
  readonly emitters?: readonly EventEmitter[];
  /** Kinds of handles, as `process.getActiveResourcesInfo()` names them, that may grow. Default none. */
  readonly ignore?: readonly string[];
  /** How long handles may take to close. Default 1000. */
  readonly settleMs?: number;
}

/** Compares the end of a test with its beginning; `await using` does so at the end of the block. */
export interface LeakCheck extends AsyncDisposable {
  /** Waits for handles to close; then throws an `AssertionError` that lists what is more than at the beginning. */
  assertClean(): Promise<void>;
}

/** What is open → how many. */
type Census = ReadonlyMap<string, number>;

/** Counts handles, timers that keep the process alive, and listeners, now and at the end. */
export function leakCheck(options: LeakCheckOptions = {}): LeakCheck {
  checkOptions(options, ["signals", "emitters", "ignore", "settleMs"], "leakCheck");
  const { settleMs = 1000 } = options;
  checkNumber(settleMs, "settleMs", "leakCheck", { min: 0 });
  const before = census(options);

  const assertClean = async (): Promise<void> => {
    const deadline = performance.now() + settleMs;
    let leaks = growth(before, census(options));
    while (leaks.length > 0 && performance.now() < deadline) {
      // Once it has fired, a timer of ours is not counted.
      await setTimeout(5);
      leaks = growth(before, census(options));
    }
    if (leaks.length > 0) {
      throw new AssertionError({ message: `still open at the end: ${leaks.join("; ")}`, actual: leaks, expected: [] });
    }
  };
  return { assertClean, [Symbol.asyncDispose]: assertClean };
}

function census({ signals = [], emitters = [], ignore = [] }: LeakCheckOptions): Census {
  const counts = new Map<string, number>();
  const add = (what: string, count: number): void => void counts.set(what, (counts.get(what) ?? 0) + count);
  for (const kind of process.getActiveResourcesInfo()) if (!ignore.includes(kind)) add(kind, 1);
  for (const [index, signal] of signals.entries()) {
    add(`'abort' listener of signals[${index}]`, getEventListeners(signal, "abort").length);
  }
  const named = new Map<string, EventEmitter>([["process", process]]);
  for (const [index, emitter] of emitters.entries()) named.set(`emitters[${index}]`, emitter);
  for (const [name, emitter] of named) {
    for (const event of emitter.eventNames()) {
      add(`'${String(event)}' listener of ${name}`, emitter.listenerCount(event));
    }
  }
  return counts;
}

function growth(before: Census, after: Census): string[] {
  return [...after].flatMap(([what, count]) => {
    const more = count - (before.get(what) ?? 0);
    return more > 0 ? [`${more} × ${what}`] : [];
  });
}
