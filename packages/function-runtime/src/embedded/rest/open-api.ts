import { collections, routes, type Route } from "../../wire/routes.ts";

type Json = Readonly<Record<string, unknown>>;

const entitySchema: Json = {
  type: "object",
  required: ["kind", "spec"],
  properties: {
    id: { type: "string", pattern: "^[a-zA-Z0-9._+-]{1,256}$" },
    kind: { type: "string" },
    name: { type: "string", pattern: "^[a-zA-Z0-9._+-]{1,256}$" },
    project: { type: "string" },
    metadata: { type: "object" },
    spec: { type: "object" },
    status: { type: "object", properties: { state: { type: "string" }, message: { type: "string" } } },
  },
};

const errorSchema: Json = {
  type: "object",
  required: ["status", "message"],
  properties: { status: { type: "integer" }, message: { type: "string" }, errorCode: { type: "string" } },
};

const bodyOf = ({ body }: Route): Json => {
  if (body === undefined) return {};
  const content: Json =
    body === "bytes"
      ? { "application/octet-stream": { schema: { type: "string", format: "binary" } } }
      : { "application/json": { schema: body === "entity" ? { $ref: "#/components/schemas/Entity" } : {} } };
  return { requestBody: { required: true, content } };
};

const parametersOf = (route: Route): readonly Json[] => [
  ...[...route.path.matchAll(/\{(\w+)\*?\}/gu)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string", ...(name === "collection" ? { enum: route.collections ?? collections } : {}) },
  })),
  ...(route.query ?? []).map((name) => ({ name, in: "query", schema: { type: "string" } })),
];

const problem: Json = { content: { "application/json": { schema: { $ref: "#/components/schemas/Error" } } } };

const operationOf = (name: string, route: Route): Json => ({
  operationId: name,
  summary: route.summary,
  parameters: parametersOf(route),
  ...bodyOf(route),
  responses: {
    "200": { description: "It was done." },
    "4XX": { description: "It was refused.", ...problem },
  },
});

/** OpenAPI 3.1 of everything in {@link routes}. */
export const openApiDocument = (url: string): Json => {
  const paths: Record<string, Record<string, Json>> = {};
  for (const [name, route] of Object.entries(routes)) {
    const path = (paths[route.path.replace("*}", "}")] ??= {});
    path[route.method.toLowerCase()] = operationOf(name, route);
  }
  return {
    openapi: "3.1.0",
    info: { title: "DigitalHub Core's API, as far as Millrace's server has it", version: "v1" },
    servers: [{ url }],
    paths,
    components: { schemas: { Entity: entitySchema, Error: errorSchema } },
  };
};
