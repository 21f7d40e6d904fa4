import type { RawMetadata } from "../node-link.ts";
import type { TypedParameter } from "../parameter.ts";

/** Parameters of dora's own, which say how the data travels; users neither give nor see them. */
const framingKey = "_framing";
const hiddenKeys = [framingKey, "_schema_hash", "_wire_size"];

const arrowIpc: TypedParameter = Object.freeze({ kind: "string", value: "arrow-ipc" });
const onlyFraming: ReadonlyMap<string, TypedParameter> = new Map([[framingKey, arrowIpc]]);

/** Metadata of a message that carries data, as dora's own nodes send it. */
export function withFraming({ timestamp, parameters }: RawMetadata): RawMetadata {
  return {
    timestamp,
    parameters: parameters.size === 0 ? onlyFraming : new Map([...parameters, [framingKey, arrowIpc]]),
  };
}

/** Metadata as users see it. */
export function withoutFraming(metadata: RawMetadata): RawMetadata {
  const { timestamp, parameters } = metadata;
  if (!hiddenKeys.some((key) => parameters.has(key))) return metadata;
  return { timestamp, parameters: new Map([...parameters].filter(([key]) => !hiddenKeys.includes(key))) };
}
