import { checkOptions } from "@millrace/protocol";
import { DataflowError } from "./errors.ts";
import type { DoraEvent, InputEvent } from "./event.ts";
import type { MetadataInput } from "./metadata.ts";
import type { HandlerStatus, OperatorDefinition, OperatorHandler, SendOutput } from "./operator.ts";
import type { Port, ReceivedBy, SentBy } from "./port.ts";

type Ports = Readonly<Record<string, Port<never, unknown>>>;

/** An input whose value is what its port makes of the message. */
export type TypedInput<Inputs extends Ports> = {
  readonly [Id in keyof Inputs & string]: Omit<InputEvent, "id" | "value"> & {
    readonly id: Id;
    readonly value: ReceivedBy<Inputs[Id]>;
  };
}[keyof Inputs & string];

/** The events of an operator whose inputs have types. */
export type TypedEvent<Inputs extends Ports> = Exclude<DoraEvent, InputEvent> | TypedInput<Inputs>;

/** Sends what the port of an output takes. */
export type TypedSend<Outputs extends Ports> = <Id extends keyof Outputs & string>(
  outputId: Id,
  data: SentBy<Outputs[Id]>,
  metadata?: MetadataInput,
) => void;

export interface DefineOperatorOptions<Inputs extends Ports, Outputs extends Ports, State> {
  /** The type of each input; an input of the dataflow file that is not among them is refused at the start. */
  readonly inputs: Inputs;
  readonly outputs: Outputs;
  /** Makes what one life of the operator keeps, before its first event. Default: nothing. */
  readonly setup?: () => State;
}

/**
 * An operator as a function: of plain events, or of events whose values have the types of its ports.
 *
 *     export const detector = defineOperator(
 *       { inputs: { image: port.arrow("UInt8") }, outputs: { bbox: port.arrow("Float32") } },
 *       (event, send) => {
 *         if (event.type === "INPUT") send("bbox", detect(event.value.toArray()), event.metadata);
 *         return DoraStatus.CONTINUE;
 *       },
 *     );
 *
 * @throws `DATAFLOW_INVALID_OPERATOR` without a handler
 */
export function defineOperator(handler: OperatorHandler): OperatorDefinition;
export function defineOperator<const Inputs extends Ports, const Outputs extends Ports, State = undefined>(
  options: DefineOperatorOptions<Inputs, Outputs, State>,
  handler: (event: TypedEvent<Inputs>, send: TypedSend<Outputs>, state: State) => HandlerStatus,
): OperatorDefinition;
export function defineOperator(
  first: OperatorHandler | DefineOperatorOptions<Ports, Ports, unknown>,
  second?: (event: never, send: never, state: never) => HandlerStatus,
): OperatorDefinition {
  if (typeof first === "function") {
    return Object.freeze({ create: () => ({ onEvent: first }), inputIds: undefined, outputIds: undefined });
  }
  checkOptions(first, ["inputs", "outputs", "setup"], "defineOperator");
  if (typeof second !== "function") {
    const message = "defineOperator takes a handler as its last argument; pass one that returns a DoraStatus";
    throw new DataflowError("DATAFLOW_INVALID_OPERATOR", message);
  }
  const { inputs, outputs, setup } = first;
  return Object.freeze({
    inputIds: Object.keys(inputs),
    outputIds: Object.keys(outputs),
    create: () => {
      const state = setup?.();
      return {
        onEvent: (event: DoraEvent, sendOutput: SendOutput) =>
          second(typedEvent(event, inputs) as never, typedSend(sendOutput, outputs) as never, state as never),
      };
    },
  });
}

function typedEvent(event: DoraEvent, inputs: Ports): TypedEvent<Ports> {
  if (event.type !== "INPUT") return event;
  const { kind, type, id, metadata } = event;
  const value = inputs[id]?.receive(event.value, `input '${id}'`);
  return {
    kind,
    type,
    id,
    value,
    metadata,
    get data() {
      return event.data;
    },
  };
}

const typedSend =
  (sendOutput: SendOutput, outputs: Ports): TypedSend<Ports> =>
  (outputId, data, metadata) => {
    const value = outputs[outputId]?.send(data, `output '${outputId}'`);
    if (value === undefined) {
      const known = Object.keys(outputs).join(", ") || "none";
      const message = `the operator sends to '${outputId}', which is not among its outputs (${known}); declare it in defineOperator`;
      throw new DataflowError("DATAFLOW_INVALID_OPERATOR", message);
    }
    sendOutput(outputId, value, metadata);
  };
