import type { history } from "@millrace/protocol/temporal";
import { ByteWriter, codecOf } from "@millrace/protocol/grpc";
import { create } from "@bufbuild/protobuf";
import { workflowservice } from "@millrace/protocol/temporal";

const codec = codecOf(workflowservice.WorkflowService, workflowservice.GetWorkflowExecutionHistoryResponseSchema);

/** The events of a run; the first has id 1 and none is missing. */
export class HistoryLog {
  readonly #events: history.HistoryEvent[] = [];
  /** How many bytes all events take up to the one of this index. */
  readonly #bytesUpTo: number[] = [];

  get length(): number {
    return this.#events.length;
  }

  get sizeBytes(): number {
    return this.#bytesUpTo.at(-1) ?? 0;
  }

  /** @param bytes what each of them takes */
  append(events: readonly history.HistoryEvent[], bytes: readonly number[]): void {
    for (const [index, event] of events.entries()) {
      this.#bytesUpTo.push(this.sizeBytes + (bytes[index] ?? 0));
      this.#events.push(event);
    }
  }

  /** The event with this id. */
  at(eventId: number): history.HistoryEvent | undefined {
    return this.#events[eventId - 1];
  }

  last(): history.HistoryEvent | undefined {
    return this.#events.at(-1);
  }

  /** From the one id to the other, inclusive: as many as fit, and at least one. */
  page(firstId: number, lastId: number, maxEvents: number, maxBytes: number): history.HistoryEvent[] {
    const from = firstId - 1;
    const before = this.#bytesUpTo[from - 1] ?? 0;
    let end = Math.min(lastId, from + maxEvents, this.#events.length);
    while (end > from + 1 && (this.#bytesUpTo[end - 1] ?? 0) - before > maxBytes) end--;
    return this.#events.slice(from, end);
  }
}

const writer = new ByteWriter();

/** What events take on the wire. */
export function sizeOf(events: readonly history.HistoryEvent[]): number {
  writer.position = 0;
  const message = create(workflowservice.GetWorkflowExecutionHistoryResponseSchema);
  message.history = { $typeName: "temporal.api.history.v1.History", events: [...events] };
  codec.write(message, writer);
  return writer.position;
}
