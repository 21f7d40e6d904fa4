import { writeFile } from "node:fs/promises";
import type { Logger } from "@millrace/protocol";
import { typeText } from "../arrow/type-text.ts";
import { stringifyExact } from "../internal/exact-json.ts";
import type { NodeConfig } from "../node-config.ts";
import type { LinkEvent } from "../node-link.ts";
import type { DoraValue } from "../value.ts";
import { dataJson } from "./data-json.ts";
import { dataTypeJson, type DataTypeJson } from "./data-type.ts";

/**
 * Records what a node is told, in the form that `DORA_TEST_WITH_INPUTS` takes, in the file that the daemon
 * asks for, written when the node is closed or its events have ended. Metadata is not recorded, as by dora.
 */
export class EventRecorder {
  readonly #nodeId: string;
  readonly #file: string;
  readonly #logger: Logger;
  readonly #startMs = performance.now();
  readonly #events: object[] = [];
  #failure: object | undefined;
  #failures = 0;
  #written: Promise<void> | undefined;

  /** `undefined` when nobody asks for a recording. */
  static of({ nodeId, writeEventsTo }: NodeConfig, logger: Logger): EventRecorder | undefined {
    return writeEventsTo === undefined ? undefined : new EventRecorder(nodeId, writeEventsTo, logger);
  }

  private constructor(nodeId: string, file: string, logger: Logger) {
    this.#nodeId = nodeId;
    this.#file = file;
    this.#logger = logger;
  }

  record(event: LinkEvent): void {
    const time_offset_secs = (performance.now() - this.#startMs) / 1000;
    switch (event.type) {
      case "input":
        return this.#recordInput(event.id, event.value, time_offset_secs);
      case "inputClosed":
        return void this.#events.push({ type: "InputClosed", id: event.id, time_offset_secs });
      case "stop":
        return void this.#events.push({ type: "Stop", time_offset_secs });
      case "allInputsClosed":
        return void this.#events.push({ type: "AllInputsClosed", time_offset_secs });
      case "end":
        this.#written ??= this.#write();
        return;
      default:
    }
  }

  /** Settles when the file is written, after the end was recorded. */
  get written(): Promise<void> | undefined {
    return this.#written;
  }

  /** Never rejects: a node does not fail for its recording. */
  async #write(): Promise<void> {
    const recording_status =
      this.#failure === undefined
        ? { state: "clean" }
        : { state: "poisoned", ...this.#failure, additional_failures: this.#failures - 1 };
    try {
      await writeFile(this.#file, stringifyExact({ id: this.#nodeId, recording_status, events: this.#events }));
    } catch (error) {
      this.#logger.warn({ file: this.#file }, `the inputs of '${this.#nodeId}' are not recorded: ${String(error)}`);
    }
  }

  #recordInput(id: string, value: DoraValue | undefined, time_offset_secs: number): void {
    try {
      this.#events.push({ type: "Input", id, time_offset_secs, ...(value === undefined ? {} : written(value)) });
    } catch (error) {
      this.#fail(String(error), time_offset_secs);
    }
  }

  #fail(error: string, first_failure_time_offset_secs: number): void {
    this.#failures++;
    this.#failure ??= {
      first_failure_event_index: this.#events.length,
      first_failure_time_offset_secs,
      first_failure_error: error,
    };
  }
}

/** @throws for types that have no form in JSON, and for data that is no Arrow */
function written(value: DoraValue): { readonly data: readonly unknown[]; readonly data_type: DataTypeJson } {
  const { type } = value;
  const data_type = dataTypeJson(type);
  if (data_type === undefined) throw new TypeError(`values of the type ${typeText(type)} are not recorded`);
  return { data: Array.from(value, (slot) => dataJson(type, slot)), data_type };
}
