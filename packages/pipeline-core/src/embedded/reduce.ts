import { PipelineError } from "../errors.ts";
import { isThenable } from "../internal/is-thenable.ts";
import type { Activation } from "./activation.ts";
import { ItemSource, type NextItem } from "./item-source.ts";
import type { OperationOf } from "./plan.ts";

/** Folds a list or stream, one item after the other; memory is bounded by the accumulator. */
export function reduce(over: unknown, operation: OperationOf<"reduce">, activation: Activation): unknown {
  const { fn } = operation;
  if (!Array.isArray(over)) return reduceAsync(over, operation.initial(), fn, activation);
  let accumulator = operation.initial();
  for (let index = 0; index < over.length; index++) {
    accumulator = fn(accumulator, over[index], activation);
    if (isThenable(accumulator)) return reduceAsync(over.slice(index + 1), accumulator, fn, activation);
  }
  return accumulator;
}

async function reduceAsync(
  over: unknown,
  initial: unknown,
  fn: OperationOf<"reduce">["fn"],
  activation: Activation,
): Promise<unknown> {
  const source = new ItemSource(activation, over);
  const { signal } = activation;
  let giveUp: (reason: unknown) => void = () => undefined;
  signal.addEventListener("abort", () => giveUp(signal.reason), { once: true });
  const next = (): Promise<NextItem> =>
    new Promise((resolve, reject) => {
      signal.throwIfAborted();
      giveUp = reject;
      Promise.resolve(source.next()).then(resolve, reject);
    });
  let accumulator = await initial;
  try {
    for (let item = await next(); item !== undefined; item = await next())
      accumulator = await fn(accumulator, item.value, activation);
  } catch (error) {
    source.close();
    throw error;
  }
  return accumulator;
}

/** Lists of equal length become one list of objects. */
export function zip(stage: string, lists: readonly (readonly [name: string, list: unknown])[]): unknown {
  const columns = lists.map(([name, list]) => {
    if (typeof list !== "object" || list === null || !(Symbol.iterator in list)) {
      throw new PipelineError(
        "PIPELINE_NOT_ITERABLE",
        `list '${name}' of zip '${stage}' cannot be iterated; collect it into an array first`,
        { details: { stage, list: name } },
      );
    }
    return [name, [...(list as Iterable<unknown>)]] as const;
  });
  const lengths = new Set(columns.map(([, list]) => list.length));
  if (lengths.size > 1) {
    const shown = columns.map(([name, list]) => `'${name}' has ${list.length}`).join(", ");
    throw new PipelineError(
      "PIPELINE_ZIP_LENGTH",
      `lists of zip '${stage}' differ in length: ${shown}; make them equal`,
      { details: { stage } },
    );
  }
  const [first] = columns;
  return (first?.[1] ?? []).map((_, index) => Object.fromEntries(columns.map(([name, list]) => [name, list[index]])));
}
