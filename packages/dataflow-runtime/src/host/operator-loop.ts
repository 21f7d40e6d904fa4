import { inspect } from "node:util";
import { DataflowError } from "../errors.ts";
import type { DoraEvent } from "../event.ts";
import type { Node } from "../node.ts";
import type { Operator, SendOutput } from "../operator.ts";
import { DoraStatus } from "../status.ts";

/** Why an operator has ended: it said so, or there is nothing more to come. */
export type OperatorEnd = "stop" | "stop-all" | "end of events";

export interface OperatorLoop {
  readonly id: string;
  readonly node: Node;
  readonly operator: Operator;
  /** The code was loaded anew: the operator of it, which takes the place of the present one. */
  readonly reload: (present: Operator) => Promise<Operator>;
}

/**
 * Gives an operator its events until it ends.
 *
 * @throws `DATAFLOW_OPERATOR_FAILED` with what the handler threw, `DATAFLOW_INVALID_STATUS`, and what sending throws
 */
export async function runOperatorLoop({ id, node, operator: first, reload }: OperatorLoop): Promise<OperatorEnd> {
  let operator = first;
  operator.dataflowDescriptor = node.dataflowDescriptor();
  /** A message that found no room: the operator waits for it before its next event. */
  let sending: Promise<void> | undefined;
  const sendOutput: SendOutput = (outputId, data, metadata) => {
    const sent = node.sendOutput(outputId, data, metadata);
    sent.catch(() => undefined);
    sending = sending === undefined ? sent : Promise.all([sending, sent]).then(() => undefined);
  };
  let forgives = false;
  for (;;) {
    const event = (await node.next()) as DoraEvent | undefined;
    if (event === undefined) return "end of events";
    if (event.type === "RELOAD") {
      operator = await reload(operator);
      forgives = true;
    }
    try {
      const status = await operator.onEvent(event, sendOutput);
      await sending;
      sending = undefined;
      if (checkStatus(status, id, event) !== DoraStatus.CONTINUE) {
        return status === DoraStatus.STOP ? "stop" : "stop-all";
      }
    } catch (cause) {
      // As dora does: what an editor saved half-done shall not end the dataflow.
      if (!forgives) throw failure(id, event, cause);
      node.logError(`operator '${id}' failed right after it was loaded again: ${String(cause)}`);
    }
    forgives = event.type === "RELOAD";
  }
}

function checkStatus(status: unknown, id: string, event: DoraEvent): DoraStatus {
  if (status === DoraStatus.CONTINUE || status === DoraStatus.STOP || status === DoraStatus.STOP_ALL) return status;
  const message = `operator '${id}' answered ${inspect(status)} to ${named(event)}; return DoraStatus.CONTINUE, STOP or STOP_ALL`;
  throw new DataflowError("DATAFLOW_INVALID_STATUS", message, { details: { operator: id } });
}

function failure(id: string, event: DoraEvent, cause: unknown): DataflowError {
  if (cause instanceof DataflowError && cause.code === "DATAFLOW_INVALID_STATUS") return cause;
  const said = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
  const message = `operator '${id}' failed at ${named(event)}: ${said}`;
  return new DataflowError("DATAFLOW_OPERATOR_FAILED", message, { cause, details: { operator: id } });
}

const named = (event: DoraEvent): string => ("id" in event ? `${event.type} ${event.id}` : event.type);
