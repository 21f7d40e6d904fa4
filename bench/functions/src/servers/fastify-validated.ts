// With a schema in Fastify's own way: ajv makes code of it.
// @boundaries-ignore bundled with the peers that the benchmark installs
import { fastify } from "fastify";
import { hello } from "./hello.ts";

const body = {
  type: "object",
  required: ["name", "age", "tags"],
  properties: {
    name: { type: "string", minLength: 1, maxLength: 100 },
    age: { type: "integer", minimum: 0 },
    tags: { type: "array", items: { type: "string" } },
  },
};
const server = fastify();
server.post<{ Body: { name?: string } }>("/", { schema: { body } }, ({ body: parameters }) => hello(parameters));
void server.listen({ port: Number(process.env["PORT"]), host: "127.0.0.1" });
