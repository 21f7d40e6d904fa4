import type { DoraEvent } from "./event.ts";
import type { MetadataInput } from "./metadata.ts";
import type { OutputData } from "./node.ts";
import type { DoraStatus } from "./status.ts";

/**
 * Sends from an operator: an output of the dataflow file, data as {@link DataInput} says, and metadata to carry an
 * input's tracing context on, as in `sendOutput("bbox", boxes, event.metadata)`. Messages leave at once and in order;
 * the operator's next event waits until there is room for more.
 */
export type SendOutput = (outputId: string, data: OutputData, metadata?: MetadataInput) => void;

/** What a handler answers, at once or later. Anything else is `DATAFLOW_INVALID_STATUS`. */
export type HandlerStatus = DoraStatus | Promise<DoraStatus>;

/**
 * A part of a dataflow that a host runs: it is given one event after the other, never two at a time.
 *
 *     class Detector implements Operator {
 *       onEvent(event: DoraEvent, sendOutput: SendOutput): DoraStatus {
 *         if (event.type === "INPUT") sendOutput("bbox", detect(event.value.bytes), event.metadata);
 *         return DoraStatus.CONTINUE;
 *       }
 *     }
 *
 * A borrowed value is the operator's until its handler has settled; `event.value.retain()` keeps it longer.
 */
export interface Operator {
  readonly onEvent: (event: DoraEvent, sendOutput: SendOutput) => HandlerStatus;
  /** Set before the first event: the whole dataflow file as a plain value. */
  dataflowDescriptor?: unknown;
}

/** An operator with dora's own spelling. */
export interface SnakeCaseOperator {
  readonly on_event: Operator["onEvent"];
  dataflow_descriptor?: unknown;
}

export type OperatorHandler = Operator["onEvent"];

/** Whatever makes an operator: a class without arguments, an object, a handler, or what {@link defineOperator} gives. */
export type OperatorSource =
  | OperatorDefinition
  | (new () => Operator | SnakeCaseOperator)
  | Operator
  | SnakeCaseOperator
  | OperatorHandler;

/** What {@link defineOperator} gives: it makes an operator with a state of its own for each life. */
export interface OperatorDefinition {
  readonly create: () => Operator;
  /** The inputs and outputs that it knows, when it says so. */
  readonly inputIds: readonly string[] | undefined;
  readonly outputIds: readonly string[] | undefined;
}
