import type { LoadedFunction } from "../../compose/call.ts";
import { declarationOf } from "../../handler.ts";
import { inputSchemaOf } from "./json-schema.ts";

/** The description of a function's service, OpenAPI 3.1. */
export function openApiOf(loaded: LoadedFunction): object {
  const { parameters } = declarationOf(loaded.call);
  const schema = inputSchemaOf(parameters);
  const content =
    parameters === undefined ? { "application/json": { schema }, "*/*": {} } : { "application/json": { schema } };
  return {
    openapi: "3.1.0",
    info: { title: loaded.name, version: "1" },
    paths: {
      "/": {
        post: {
          operationId: "call",
          summary: `Calls ${loaded.name}`,
          requestBody: { required: parameters !== undefined, content },
          responses: answers,
        },
        get: { operationId: "get", summary: `Calls ${loaded.name} without parameters`, responses: answers },
      },
      "/live": { get: { operationId: "live", responses: { 200: { description: "The process answers" } } } },
      "/ready": {
        get: {
          operationId: "ready",
          responses: { 200: { description: "Calls are taken" }, 503: { description: "It starts or closes" } },
        },
      },
      "/metrics": { get: { operationId: "metrics", responses: { 200: { description: "Figures for Prometheus" } } } },
    },
    components: { schemas: { Problem: problemSchema } },
  };
}

const problem = (description: string): object => ({
  description,
  content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
});

const answers: object = {
  200: { description: "What the function returned", content: { "*/*": {} } },
  204: { description: "The function returned nothing" },
  400: problem("The body is no JSON, or the parameters do not pass their schema"),
  413: problem("The body is too large"),
  415: problem("The body is not of a type that is taken"),
  500: problem("The function failed"),
  503: problem("Too many calls, or not ready"),
  504: problem("The function took too long"),
};

/** RFC 9457 with the extension members of this service. */
const problemSchema: object = {
  type: "object",
  required: ["type", "title", "status", "detail", "instance"],
  properties: {
    type: { type: "string", format: "uri-reference" },
    title: { type: "string" },
    status: { type: "integer" },
    detail: { type: "string" },
    instance: { type: "string", format: "uri-reference" },
    code: { type: "string" },
    issues: {
      type: "array",
      items: {
        type: "object",
        required: ["message", "path"],
        properties: { message: { type: "string" }, path: { type: "array", items: { type: "string" } } },
      },
    },
  },
};
