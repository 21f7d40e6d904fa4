// @boundaries-ignore bundled with the peers that the benchmark installs
import faas from "faas-js-runtime";
import { hello } from "./hello.ts";

void faas.start((_context: unknown, body?: { name?: string }) => hello(body ?? {}), {
  port: Number(process.env["PORT"]),
  logLevel: "silent",
});
