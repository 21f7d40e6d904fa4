import { OutputPatch, type OutputTaker } from "./internal/output-patch.ts";
import { captureSuspended } from "./internal/without-capture.ts";
import { StageOutput } from "./observe/stage-output.ts";
import { stageSlot, type StageContext } from "./stage-context.ts";

/**
 * What becomes of prints of stage functions. `"off"`: they pass untouched. `"console"`: calls of `console` become log
 * records of their stage. `"stdio"`: so do direct writes to `process.stdout` and `process.stderr`.
 *
 * A line is a record, of level info on standard output and warn on standard error, with `stream` and the fields of its
 * stage; what timers, microtasks and helpers of the stage print is its own. Prints outside of a stage pass. Not seen
 * are writes to file descriptors 1 and 2, child processes with inherited streams, and native add-ons.
 */
export type CaptureOutput = "off" | "console" | "stdio";

/** Captures the prints of one run. */
export class OutputCapture {
  readonly #mode: "console" | "stdio";
  readonly #outputs = new Map<StageContext, StageOutput>();
  readonly #release: () => void;
  #open = true;

  constructor(mode: "console" | "stdio") {
    this.#mode = mode;
    this.#release = patch().acquire(mode);
  }

  /** `undefined` when the run has ended: what its stages left running prints as if it had not been captured. */
  takerOf(stage: StageContext): OutputTaker | undefined {
    if (!this.#open) return undefined;
    let output = this.#outputs.get(stage);
    if (output === undefined) this.#outputs.set(stage, (output = new StageOutput(stage, this.#mode === "stdio")));
    return output;
  }

  /** Writes lines that have no end yet; call it when the stage ends. */
  flush(stage: StageContext): void {
    this.#outputs.get(stage)?.flush();
    this.#outputs.delete(stage);
  }

  close(): void {
    if (!this.#open) return;
    for (const output of this.#outputs.values()) output.flush();
    this.#open = false;
    this.#outputs.clear();
    this.#release();
  }
}

let shared: OutputPatch | undefined;

/** The process's one patch: runs share it, so that none restores what another still needs. */
function patch(): OutputPatch {
  return (shared ??= new OutputPatch(findTaker));
}

/** The engine's view of a stage: it knows its run. Contexts made by others, such as a test kit, capture nothing. */
interface CapturedStage extends StageContext {
  readonly host?: { readonly capture?: OutputCapture | undefined };
}

function findTaker(): OutputTaker | undefined {
  if (captureSuspended()) return undefined;
  const stage: CapturedStage | undefined = stageSlot.get();
  return stage?.host?.capture?.takerOf(stage);
}
