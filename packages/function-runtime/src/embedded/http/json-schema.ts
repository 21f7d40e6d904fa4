import type { ParameterSchema } from "../../handler.ts";

/** Standard JSON Schema 1.0: what a schema that knows its own JSON Schema has beside `validate`. */
interface WithJsonSchema {
  readonly jsonSchema?: { readonly input: (options: { readonly target: string }) => object };
}

/** Any object: for functions without a schema, and schemas that cannot tell or are not expressible. */
const permissive: object = Object.freeze({ type: "object", additionalProperties: true });

/** The JSON Schema, draft 2020-12 as OpenAPI 3.1 has it, of what a schema takes. */
export function inputSchemaOf(schema: ParameterSchema | undefined): object {
  const standard = schema?.["~standard"] as WithJsonSchema | undefined;
  if (standard?.jsonSchema === undefined) return permissive;
  try {
    const { $schema: _, ...inner } = standard.jsonSchema.input({ target: "draft-2020-12" }) as { $schema?: string };
    return inner;
  } catch {
    // The specification has vendors throw where a type has no JSON Schema, such as a date or a bigint.
    return permissive;
  }
}
