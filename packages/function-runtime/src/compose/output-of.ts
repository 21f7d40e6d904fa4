import { FunctionError } from "../errors.ts";
import type { OutputDeclaration, OutputKind } from "../handler.ts";
import { isTable } from "../data/table.ts";
import { contentOf, withType, type Content } from "./content.ts";
import { isContextResponse } from "./context-response.ts";
import type { Output } from "./call.ts";
import { plainJson } from "./plain-json.ts";

/**
 * What one returned value becomes: text, finite numbers, booleans, bigints (as text) and null are results; tables are
 * dataitems; bytes and streams are files; entities stay what they are; plain objects and arrays are files of JSON, or
 * results when they are declared so. `undefined` is no output.
 *
 * @throws `FUNCTION_INVALID_OUTPUT` naming the output, `FUNCTION_ERROR_RESPONSE`
 */
export async function outputOf(value: unknown, declaration: OutputDeclaration): Promise<Output | undefined> {
  const { name, kind } = declaration;
  if (value === undefined) return undefined;
  if (typeof value === "object" && value !== null) {
    if (isEntity(value)) return { name, as: "entity", entity: value, ...(kind === undefined ? {} : { kind }) };
    if (isContextResponse(value)) return outputOf(bodyOf(name, value.statusCode, value.body), declaration);
    if (kind === "dataitem" || kind === undefined) {
      if (isTable(value, kind === "dataitem")) return { name, as: "dataitem", table: value };
    }
    const content = kind === "dataitem" || kind === "result" ? undefined : contentOf(value);
    if (content !== undefined) return file(name, kind, await withType(bodyOf(name, content.statusCode, content)));
  }
  if (kind === "dataitem") {
    throw new FunctionError(
      "FUNCTION_INVALID_OUTPUT",
      `output '${name}' is declared to be a dataitem and is no table; return an Arrow-like table, { columns } or an array of flat records`,
    );
  }
  const json = plainJson(value, name);
  const primitive = json === null || typeof json !== "object";
  if (kind === "result" || (kind === undefined && primitive)) return { name, as: "result", value: json };
  return typeof json === "string"
    ? file(name, kind, { bytes: encoder.encode(json), contentType: "text/plain; charset=utf-8" })
    : file(name, kind, { bytes: encoder.encode(JSON.stringify(json)), contentType: "application/json" });
}

const encoder = new TextEncoder();

/** An artifact, dataitem or model of a project, made by any copy of this package. */
const isEntity = (value: object): boolean =>
  "type" in value &&
  ["artifact", "dataitem", "model"].includes(value.type as string) &&
  "key" in value &&
  typeof value.key === "string" &&
  value.key.startsWith("store://") &&
  "project" in value &&
  typeof value.project === "object";

/** A job has no caller who would read a status: one that says failure is one. */
function bodyOf<Body>(output: string, statusCode: number | undefined, body: Body): Body {
  if (statusCode === undefined || statusCode < 400) return body;
  const text = typeof body === "string" ? `: ${body.slice(0, 1000)}` : "";
  throw new FunctionError(
    "FUNCTION_ERROR_RESPONSE",
    `output '${output}' is a response with status ${statusCode}${text}`,
    {
      details: { output, statusCode },
    },
  );
}

/** Of content types that functions return; anything else is `.bin`. */
const extensions: Readonly<Record<string, string>> = {
  "application/gzip": "gz",
  "application/json": "json",
  "application/pdf": "pdf",
  "application/x-ndjson": "ndjson",
  "application/xml": "xml",
  "application/zip": "zip",
  "image/jpeg": "jpg",
  "image/png": "png",
  "image/svg+xml": "svg",
  "text/csv": "csv",
  "text/html": "html",
  "text/plain": "txt",
};

function file(name: string, kind: OutputKind | undefined, { bytes, contentType }: Content): Output {
  const extension = extensions[contentType.split(";", 1)[0]?.trim().toLowerCase() ?? ""] ?? "bin";
  return {
    name,
    as: "artifact",
    type: kind === "model" ? "model" : "artifact",
    content: bytesOf(bytes),
    contentType,
    fileName: `${name}.${extension}`,
  };
}

const bytesOf = (bytes: Content["bytes"]): Uint8Array | AsyncIterable<Uint8Array> => {
  if (typeof bytes === "string") return encoder.encode(bytes);
  return bytes instanceof Uint8Array ? bytes : encodeText(bytes);
};

async function* encodeText(chunks: AsyncIterable<string | Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) yield typeof chunk === "string" ? encoder.encode(chunk) : chunk;
}
