import type { RawInput } from "./input-shape.ts";
import { sourceTextOf } from "./input-source.ts";
import type { InputPlan, OutputPlan } from "./plan.ts";
import type { Part } from "./part.ts";
import type { RawOutput, RawType } from "./ports-shape.ts";
import type { SourcePlace } from "./problem.ts";

const defaultQueueSize = 10;

/** Inputs with what the file leaves out filled in. */
export function planInputs(
  inputs: ReadonlyMap<string, RawInput> | undefined,
  types: ReadonlyMap<string, RawType> | undefined,
): ReadonlyMap<string, InputPlan> {
  const plans = [...(inputs ?? [])].map(([id, raw]): [string, InputPlan] => {
    const { source, queueSize, queuePolicy, inputTimeoutMs } = raw;
    const type = types?.get(id)?.urn;
    return [
      id,
      {
        id,
        place: placeOfPart(raw.part),
        source,
        sourceText: sourceTextOf(source),
        // A queue of no messages would pass nothing on: dora takes 0 for 1.
        queueSize: Math.max(queueSize ?? defaultQueueSize, 1),
        queuePolicy: queuePolicy ?? "drop_oldest",
        ...(inputTimeoutMs === undefined ? {} : { inputTimeoutMs }),
        hasOptions: (queueSize ?? queuePolicy ?? inputTimeoutMs) !== undefined,
        ...(type === undefined ? {} : { type }),
      },
    ];
  });
  return new Map(plans);
}

export function planOutputs(
  outputs: readonly RawOutput[] | undefined,
  types: ReadonlyMap<string, RawType> | undefined,
): ReadonlyMap<string, OutputPlan> {
  const plans = (outputs ?? []).map(({ id, part }): [string, OutputPlan] => {
    const type = types?.get(id)?.urn;
    return [id, { id, place: placeOfPart(part), ...(type === undefined ? {} : { type }) }];
  });
  return new Map(plans);
}

export const placeOfPart = ({ file, line, column }: Part): SourcePlace => ({ file, line, column });
