import type { EntityPlace, Platform } from "./platform.ts";
import type { JsonObject, JsonValue } from "./entity.ts";
import { FunctionError } from "./errors.ts";
import { listOf, oneOf, text, type FieldCheck } from "./field-checks.ts";
import type { FunctionOptions } from "./function-options.ts";
import { nodeVersions } from "./kinds.ts";
import { packSource } from "./source/pack-source.ts";

/** An image's `name:tag`, or with a digest: one word that no command takes for an option. */
const image = text("the name of an image, such as 'node:24-slim'", /^[^\s\0-][^\s\0]*$/);
/** No leading `-` and no white space but within a range of versions: it becomes an argument of npm. */
const requirement = text("an npm specifier, such as 'zod@^4'", /^[^\s\0-][^\r\n\t\v\f\0]*$/);

/** Options that go to the spec as they are: option → where, and what it may be. */
const plainFields: Readonly<Record<string, { readonly wire: string; readonly check: FieldCheck }>> = {
  nodeVersion: { wire: "node_version", check: oneOf(...nodeVersions) },
  image: { wire: "image", check: image },
  baseImage: { wire: "base_image", check: image },
  requirements: { wire: "requirements", check: listOf(requirement) },
};

/** A function's spec as the wire has it; its code is packed, and uploaded where that needs it. */
export async function functionSpec(
  options: FunctionOptions,
  platform: Platform,
  place: EntityPlace & { readonly name: string },
): Promise<JsonObject> {
  const { codeSrc, code, base64, handler, initFunction, lang } = options;
  if (codeSrc === undefined && code === undefined && base64 === undefined) {
    throw new FunctionError(
      "FUNCTION_NO_SOURCE",
      `function '${options.name}' has no code: give codeSrc, code or base64`,
    );
  }
  const spec: Record<string, JsonValue> = {};
  for (const [option, { wire, check }] of Object.entries(plainFields)) {
    const value: unknown = options[option as keyof FunctionOptions];
    if (value !== undefined || option === "nodeVersion") spec[wire] = check(value, option) as JsonValue;
  }
  const given = { codeSrc, code, base64, handler, initFunction, lang };
  const known = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  return { source: await packSource(known, { platform, place }), ...spec };
}
