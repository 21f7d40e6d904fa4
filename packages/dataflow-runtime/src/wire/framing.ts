import type { RawMetadata } from "../node-link.ts";
import type { TypedParameter } from "../parameter.ts";

/** A parameter of dora's own, which says how the data is written; users neither give nor see it. */
const framingKey = "_framing";

const arrowIpc: TypedParameter = Object.freeze({ kind: "string", value: "arrow-ipc" });
const onlyFraming: ReadonlyMap<string, TypedParameter> = new Map([[framingKey, arrowIpc]]);

/** Metadata of a message that carries data, as dora's own nodes send it. */
export function withFraming({ timestamp, parameters }: RawMetadata): RawMetadata {
  return {
    timestamp,
    parameters: parameters.size === 0 ? onlyFraming : new Map([...parameters, [framingKey, arrowIpc]]),
  };
}
