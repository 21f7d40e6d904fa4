import { ManualClock, silentLogger } from "@millrace/protocol";
import type { MapAnswer } from "../../src/answer.ts";
import type { ReduceCaller, Window, WindowCaller } from "../../src/embedded/caller.ts";
import { Flowing, instantOfMs } from "../../src/embedded/flowing.ts";
import type { Scope } from "../../src/embedded/run-scope.ts";
import type { Part, ReducePlan } from "../../src/embedded/spec/plan.ts";

let count = 0;

/** A message of a time, in milliseconds, read with a watermark. */
export function message(
  timeMs: number,
  watermarkMs?: number,
  more: { readonly tags?: readonly string[]; readonly id?: string } = {},
): Flowing {
  const flowing = new Flowing(
    more.id ?? `m${count++}`,
    [],
    Buffer.from(String(timeMs)),
    instantOfMs(timeMs),
    {},
    undefined,
    more.tags,
  );
  flowing.watermarkMs = watermarkMs;
  return flowing;
}

export const part: Part = { vertex: "v", name: "udf", place: { file: "f.yaml", line: 3, column: 5 } };

export const reducePlan = (more: Partial<ReducePlan> = {}): ReducePlan => ({
  ...part,
  lengthMs: 10,
  keyed: true,
  allowedLatenessMs: 0,
  ...more,
});

export function scope(more: Partial<Scope> = {}): Scope {
  const never = new AbortController().signal;
  return {
    clock: new ManualClock(),
    logger: silentLogger,
    stopping: never,
    forced: never,
    maxMessages: Infinity,
    openWindows: "close",
    engineQuirks: true,
    ...more,
  };
}

export const answerOf = (value: string, tags: readonly string[] = []): MapAnswer => ({
  keys: [],
  value: Buffer.from(value),
  tags,
  userMetadata: undefined,
});

/** A reduce that answers each window with how many messages it had, and tells what was done with it. */
export function countingReduce(): { readonly caller: ReduceCaller; readonly told: readonly string[] } {
  const told: string[] = [];
  const open = ({ startMs, endMs }: Window): WindowCaller => {
    let messages = 0;
    const name = `${startMs}-${endMs}`;
    told.push(`open ${name}`);
    return {
      add: () => void messages++,
      ready: () => undefined,
      close: async () => {
        told.push(`close ${name}`);
        return [answerOf(`${messages} in ${name}`)];
      },
      discard: () => void told.push(`discard ${name}`),
    };
  };
  return { caller: { open }, told };
}

export const textOf = ({ value }: { readonly value: Uint8Array }): string => Buffer.from(value).toString();
