import { dataId } from "./identifiers.ts";
import { inputMap, type RawInput } from "./input-shape.ts";
import { logLevels } from "./input-source.ts";
import type { Part } from "./part.ts";
import type { LogFileLevel } from "./plan.ts";
import { sizeText } from "./quantities.ts";
import { count, listOf, mapOf, oneOf, refuse, text, type Reader } from "./reader.ts";
import { optional, withDefault, type Field } from "./struct.ts";

/** An output as its file has it. */
export interface RawOutput {
  readonly id: string;
  readonly part: Part;
}

const output: Reader<RawOutput> = (part, context) => {
  const id = dataId(part, context);
  return id === undefined ? undefined : { id, part };
};

/** The type annotation of a port. */
export interface RawType {
  readonly urn: string;
  readonly part: Part;
}

const type: Reader<RawType> = (part, context) => {
  const urn = text(part, context);
  return urn === undefined ? undefined : { urn, part };
};

const logLevel: Reader<LogFileLevel> = (part, context) => {
  const found = part.kind === "scalar" ? logLevels.find((level) => level === part.text.toLowerCase()) : undefined;
  return found ?? refuse(part, context, `one of ${logLevels.join(", ")}`);
};

const none: ReadonlyMap<string, never> = new Map<string, never>();

/** What a node and an operator both have. */
export interface PortFields {
  readonly name: Field<string | undefined>;
  readonly description: Field<string | undefined>;
  readonly inputs: Field<ReadonlyMap<string, RawInput>>;
  readonly outputs: Field<readonly RawOutput[]>;
  readonly input_types: Field<ReadonlyMap<string, RawType>>;
  readonly output_types: Field<ReadonlyMap<string, RawType>>;
  readonly output_framing: Field<ReadonlyMap<string, string>>;
  readonly output_metadata: Field<ReadonlyMap<string, readonly string[]>>;
  readonly pattern: Field<string | undefined>;
  readonly build: Field<string | undefined>;
  readonly send_stdout_as: Field<string | undefined>;
  readonly send_logs_as: Field<string | undefined>;
  readonly min_log_level: Field<LogFileLevel | undefined>;
  readonly max_log_size: Field<number | undefined>;
  readonly max_rotated_files: Field<number | undefined>;
}

export const portFields: PortFields = {
  name: optional(text),
  description: optional(text),
  inputs: withDefault(inputMap, none),
  outputs: withDefault(listOf(output), []),
  input_types: withDefault(mapOf(type, dataId), none),
  output_types: withDefault(mapOf(type, dataId), none),
  output_framing: withDefault(mapOf(oneOf(["raw", "arrow-ipc"]), dataId), none),
  output_metadata: withDefault(mapOf(listOf(text), dataId), none),
  pattern: optional(text),
  build: optional(text),
  send_stdout_as: optional(dataId),
  send_logs_as: optional(dataId),
  min_log_level: optional(logLevel),
  max_log_size: optional(sizeText),
  max_rotated_files: optional(count(100)),
};
