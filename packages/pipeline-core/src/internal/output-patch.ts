import { MethodPatch } from "./method-patch.ts";

export type OutputStream = "stdout" | "stderr";

/** Takes what the code that runs at the moment prints. */
export interface OutputTaker {
  /** Prints what console methods are called with. */
  readonly console: Console;
  /** Absent: direct writes to the process's streams pass. */
  readonly write?: (stream: OutputStream, chunk: string | Uint8Array, encoding: BufferEncoding | undefined) => void;
}

/** Who takes the output of the caller; `undefined`: it goes where it always went. */
export type FindTaker = () => OutputTaker | undefined;

const consoleMethods = Object.freeze(
  "log info debug warn error trace dir dirxml table assert group groupCollapsed groupEnd count countReset time timeLog timeEnd".split(
    " ",
  ) as (keyof Console)[],
);

/** Replaces the methods that print, process-wide, for as long as somebody captures; each call finds its own taker. */
export class OutputPatch {
  readonly #console: readonly MethodPatch[];
  readonly #stdio: readonly MethodPatch[];

  constructor(find: FindTaker) {
    this.#console = consoleMethods.map((key) => new MethodPatch(console, key, consolePatch(key, find)));
    this.#stdio = (["stdout", "stderr"] as const).map(
      (stream) => new MethodPatch(process[stream], "write", writePatch(stream, find)),
    );
  }

  /** Returns what takes the replacement away again, once nobody else needs it. */
  acquire(what: "console" | "stdio"): () => void {
    const patches = what === "stdio" ? [...this.#console, ...this.#stdio] : this.#console;
    for (const patch of patches) patch.acquire();
    return () => {
      for (const patch of patches) patch.release();
    };
  }
}

type Method = (...args: unknown[]) => unknown;

function consolePatch(key: keyof Console, find: FindTaker): (original: Method) => Method {
  return (original) =>
    function (this: unknown, ...args: unknown[]): unknown {
      const taker = find();
      if (taker === undefined) return original.apply(this, args);
      return (taker.console[key] as Method)(...args);
    };
}

function writePatch(stream: OutputStream, find: FindTaker): (original: Method) => Method {
  return (original) =>
    function (this: unknown, ...args: unknown[]): unknown {
      const write = find()?.write;
      if (write === undefined) return original.apply(this, args);
      const [chunk, encoding] = args as [string | Uint8Array, unknown];
      write(stream, chunk, typeof encoding === "string" ? (encoding as BufferEncoding) : undefined);
      const callback: unknown = args.find((arg) => typeof arg === "function");
      if (typeof callback === "function") process.nextTick(callback);
      return true;
    };
}
