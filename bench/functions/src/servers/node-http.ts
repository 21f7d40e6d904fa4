// As little as there can be: what any framework on node:http is above it.
import { createServer } from "node:http";
import { hello } from "./hello.ts";

createServer((request, response) => {
  let text = "";
  request.on("data", (chunk: Buffer) => (text += chunk.toString()));
  request.on("end", () => {
    const body = JSON.stringify(hello(text === "" ? {} : (JSON.parse(text) as { name?: string })));
    response.writeHead(200, { "content-type": "application/json", "content-length": Buffer.byteLength(body) });
    response.end(body);
  });
}).listen(Number(process.env["PORT"]), "127.0.0.1");
