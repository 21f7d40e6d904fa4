import { createRequire } from "node:module";
import { checkOptions } from "@millrace/protocol";
import type { Payload, PayloadCodec as CoreCodec } from "@millrace/protocol/payload";
import { DataConverter as CoreDataConverter } from "../data-converter.ts";
import { WorkflowSdkError } from "../errors.ts";
import { DefaultFailureConverter, type FailureConverter } from "../failure-converter.ts";
import type { SerializationContext } from "../serialization-context.ts";
import { defined } from "./defined.ts";
import { coreConverter, type PayloadConverter } from "./payload-converter.ts";
import { defaultPayloadConverter } from "./payload-converters.ts";

/** What is done to payloads on their way out and in: to encrypt them, or to make them smaller. */
export interface PayloadCodec {
  encode(payloads: Payload[], context?: SerializationContext): Promise<Payload[]>;
  decode(payloads: Payload[], context?: SerializationContext): Promise<Payload[]>;
}

/** How values become payloads. Converters are named by the path of a module, which workflows load too. */
export interface DataConverter {
  /** An absolute path of a module that exports `payloadConverter`. */
  readonly payloadConverterPath?: string;
  /** An absolute path of a module that exports `failureConverter`. */
  readonly failureConverterPath?: string;
  readonly payloadCodecs?: readonly PayloadCodec[];
}

/** The same, with its parts themselves in place of paths. */
export interface LoadedDataConverter {
  readonly payloadConverter: PayloadConverter;
  readonly failureConverter: FailureConverter;
  readonly payloadCodecs: readonly PayloadCodec[];
}

export const defaultFailureConverter: FailureConverter = new DefaultFailureConverter();

export const defaultDataConverter: LoadedDataConverter = Object.freeze({
  payloadConverter: defaultPayloadConverter,
  failureConverter: defaultFailureConverter,
  payloadCodecs: [],
});

const names = [
  "payloadConverterPath",
  "failureConverterPath",
  "payloadConverter",
  "failureConverter",
  "payloadCodecs",
] as const;

/** @throws `PROTOCOL_UNKNOWN_OPTION`; `WORKFLOW_INVALID_OPTION` for a module that does not export what it should */
export function coreDataConverter(
  given: DataConverter | LoadedDataConverter | CoreDataConverter | undefined,
): CoreDataConverter {
  if (given === undefined || given instanceof CoreDataConverter) return CoreDataConverter.from(given);
  checkOptions(given, names, "dataConverter");
  const all: DataConverter & Partial<LoadedDataConverter> = given;
  const payloadConverter = all.payloadConverter ?? exported<PayloadConverter>(all, "payloadConverter");
  return new CoreDataConverter(
    defined({
      payloadConverter: payloadConverter && coreConverter(payloadConverter),
      failureConverter: all.failureConverter ?? exported<FailureConverter>(all, "failureConverter"),
      codecs: all.payloadCodecs?.map(coreCodec),
    }),
  );
}

function coreCodec(codec: PayloadCodec): CoreCodec {
  return {
    encode: (payloads, context) => codec.encode([...payloads], context as SerializationContext | undefined),
    decode: (payloads, context) => codec.decode([...payloads], context as SerializationContext | undefined),
  };
}

function exported<T>(converter: DataConverter, name: "payloadConverter" | "failureConverter"): T | undefined {
  const path = converter[`${name}Path`];
  if (path === undefined) return undefined;
  const found = loaded(path)[name];
  if (found !== undefined) return found as T;
  throw invalid(path, `must export '${name}'`);
}

function loaded(path: string): Readonly<Record<string, unknown>> {
  try {
    return createRequire(import.meta.url)(path) as Readonly<Record<string, unknown>>;
  } catch (cause) {
    throw invalid(path, "cannot be loaded; give its absolute path", cause);
  }
}

function invalid(path: string, reason: string, cause?: unknown): WorkflowSdkError {
  const message = `dataConverter: the module '${path}' ${reason}`;
  return new WorkflowSdkError("WORKFLOW_INVALID_OPTION", message, { cause, details: { path } });
}
