import { checkOptions } from "@millrace/protocol";
import { UdfError } from "../errors.ts";
import { EventTime } from "../event-time.ts";
import { kindOf } from "../internal/kind-of.ts";
import { requireTexts, requireTime } from "../internal/require.ts";
import { wireGroupsOf, type MetadataGroups } from "../user-metadata.ts";
import type { Outgoing } from "../wire/engine/request.ts";

/** A message as the engine would send it. A text or bytes stand for a message with that value. */
export type EngineMessage = EngineMessageInit | Uint8Array | string;

export interface EngineMessageInit {
  /** Default: `"0"`, `"1"` …, by the order of the messages. */
  readonly id?: string;
  /** Text is sent as UTF-8. */
  readonly value: Uint8Array | string;
  /** Default: none. */
  readonly keys?: readonly string[];
  /** Default: none, as from a `MonoVertex`. */
  readonly eventTime?: Date;
  readonly watermark?: Date;
  /** Default: none. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly userMetadata?: MetadataGroups;
  readonly systemMetadata?: MetadataGroups;
}

const names = ["id", "value", "keys", "eventTime", "watermark", "headers", "userMetadata", "systemMetadata"];

/** Numbers messages that have no id. */
export class OutgoingMaker {
  #count = 0;

  /** @throws `UDF_INVALID_MESSAGE`, `PROTOCOL_UNKNOWN_OPTION` */
  outgoing(message: EngineMessage): Outgoing {
    const init = isValue(message) ? { value: message } : message;
    checkMessage(init);
    const { id = String(this.#count), value, keys = [], eventTime, watermark, headers = {} } = init;
    const { userMetadata, systemMetadata } = init;
    this.#count++;
    const hasMetadata = userMetadata !== undefined || systemMetadata !== undefined;
    return {
      id,
      keys,
      value: typeof value === "string" ? Buffer.from(value) : value,
      eventTime: eventTime && EventTime.instantOf(eventTime),
      watermark: watermark && EventTime.instantOf(watermark),
      headers,
      metadata: hasMetadata
        ? { userMetadata: wireGroupsOf(userMetadata ?? {}), sysMetadata: wireGroupsOf(systemMetadata ?? {}) }
        : undefined,
    };
  }

  /** @throws `UDF_INVALID_MESSAGE`, `PROTOCOL_UNKNOWN_OPTION` */
  *all(messages: Iterable<EngineMessage>): Generator<Outgoing, void> {
    // Texts and bytes can be iterated, too, and are one message.
    if (isValue(messages) || !isIterable(messages)) refuse(`messages are a list, such as ["a"]`, messages);
    for (const message of messages) yield this.outgoing(message);
  }
}

const isValue = (given: unknown): given is string | Uint8Array =>
  typeof given === "string" || given instanceof Uint8Array;

const isIterable = (given: unknown): boolean => typeof given === "object" && given !== null && Symbol.iterator in given;

function checkMessage(init: EngineMessageInit): void {
  const where = "a message of a test";
  if (typeof init !== "object" || init === null || Array.isArray(init))
    refuse(`${where} is a text, bytes or { value, … }`, init);
  checkOptions(init, names, where);
  const { value, keys = [], eventTime, watermark } = init;
  if (!isValue(value)) refuse(`the value of ${where} is text or bytes (write JSON.stringify for JSON)`, value);
  requireTexts(keys, "keys", where);
  if (eventTime !== undefined) requireTime(eventTime, where);
  if (watermark !== undefined) requireTime(watermark, where, "watermark");
}

function refuse(wanted: string, given: unknown): never {
  throw new UdfError("UDF_INVALID_MESSAGE", `${wanted}, not ${kindOf(given)}`);
}
