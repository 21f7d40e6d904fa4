// @boundaries-ignore bundled with the peers that the benchmark installs
import { fastify } from "fastify";
import { hello } from "./hello.ts";

const server = fastify();
server.get("/", () => hello({}));
server.post<{ Body: { name?: string } }>("/", ({ body }) => hello(body));
void server.listen({ port: Number(process.env["PORT"]), host: "127.0.0.1" });
