import { DataflowError } from "../errors.ts";
import type { Seat } from "./seat.ts";

/** Parameters of the nodes, set from outside while the dataflow runs. A node that is brought back gets them again. */
export class Params {
  readonly #values = new Map<Seat, Map<string, Uint8Array>>();

  /** @throws `DATAFLOW_INVALID_PARAMETER` */
  set(seat: Seat, key: string, value: unknown): void {
    const valueJson = jsonBytes(seat, key, value);
    const values = this.#values.get(seat) ?? new Map<string, Uint8Array>();
    this.#values.set(seat, values.set(key, valueJson));
    seat.inbox.push({ type: "paramUpdate", key, valueJson });
  }

  delete(seat: Seat, key: string): void {
    this.#values.get(seat)?.delete(key);
    seat.inbox.push({ type: "paramDeleted", key });
  }

  /** Tells a node that begins to read. */
  greet(seat: Seat): void {
    for (const [key, valueJson] of this.#values.get(seat) ?? []) {
      seat.inbox.push({ type: "paramUpdate", key, valueJson });
    }
  }
}

function jsonBytes(seat: Seat, key: string, value: unknown): Uint8Array {
  let json: string | undefined;
  let cause: unknown;
  try {
    json = JSON.stringify(value) as string | undefined;
  } catch (error) {
    cause = error;
  }
  if (json !== undefined) return new TextEncoder().encode(json);
  const message = `parameter "${key}" of node "${seat.id}" must be a JSON value, not ${typeof value}; see the cause`;
  throw new DataflowError("DATAFLOW_INVALID_PARAMETER", message, { cause, details: { node: seat.id, key } });
}
