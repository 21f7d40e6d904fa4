import { FunctionError } from "../errors.ts";
import { LengthReader, LineReader, type FrameReader } from "./frames.ts";
import { decodeMsgpack } from "./msgpack-decode.ts";
import type { WireEvent } from "./wire-event.ts";

/** How the messages of a protocol are cut and read. */
export interface Protocol {
  readonly reader: FrameReader;
  /** @throws `FUNCTION_NUCLIO_MESSAGE` */
  readonly decode: (frame: Buffer) => WireEvent | readonly WireEvent[];
}

/** The reader of a connection's messages: one for each connection. */
export const protocolOf = (name: "nodejs" | "python"): Protocol =>
  name === "nodejs"
    ? { reader: new LineReader(), decode: (frame) => events(jsonOf(frame)) }
    : { reader: new LengthReader(), decode: (frame) => events(decodeMsgpack(frame)) };

const jsonOf = (frame: Buffer): unknown => {
  try {
    return JSON.parse(frame.toString("utf8"));
  } catch (error) {
    throw invalid(`a line of ${frame.length} bytes is no JSON: ${String(error)}`);
  }
};

const events = (value: unknown): WireEvent | readonly WireEvent[] => {
  const isEvent = (item: unknown): boolean => typeof item === "object" && item !== null && !Array.isArray(item);
  if (Array.isArray(value) ? value.every(isEvent) : isEvent(value)) return value as WireEvent | readonly WireEvent[];
  throw invalid("a message is neither an event nor an array of events");
};

const invalid = (message: string): FunctionError => new FunctionError("FUNCTION_NUCLIO_MESSAGE", message);
