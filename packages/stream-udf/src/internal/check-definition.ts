import { checkOptions, isStandardSchema } from "@millrace/protocol";
import { UdfError } from "../errors.ts";
import { kindOf } from "./kind-of.ts";

/** Refuses a definition with unknown options, or without codecs or functions that it must have. */
export function checkDefinition(
  options: object,
  where: string,
  wanted: {
    readonly codecs: readonly string[];
    readonly functions: readonly string[];
    readonly others: readonly string[];
  },
): void {
  checkOptions(options, [...wanted.codecs, ...wanted.functions, ...wanted.others], where);
  const given = options as Readonly<Record<string, unknown>>;
  for (const name of wanted.codecs) {
    const codec = given[name] as { decode?: unknown; encode?: unknown } | undefined;
    // Schemas of zod have functions of these names too.
    if (isStandardSchema(codec)) refuse(`${where}: '${name}' must be a codec, not a schema; write json(schema)`);
    if (typeof codec?.decode === "function" && typeof codec.encode === "function") continue;
    refuse(`${where}: '${name}' must be a codec such as json(), text, bytes or protobuf(schema), not ${kindOf(codec)}`);
  }
  for (const name of wanted.functions) {
    if (typeof given[name] === "function") continue;
    refuse(`${where}: '${name}' must be a function, not ${kindOf(given[name])}`);
  }
}

const refuse = (message: string): never => {
  throw new UdfError("UDF_INVALID_DEFINITION", message);
};
