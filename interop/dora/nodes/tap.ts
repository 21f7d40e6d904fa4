// Stands between a node and its daemon and writes down every frame: `tap.ts <command> <args…>`, with CAPTURE=<file>.
import { spawn } from "node:child_process";
import { appendFileSync } from "node:fs";
import { connect, createServer, type AddressInfo } from "node:net";
import process from "node:process";

const { DORA_NODE_CONFIG: config = "", CAPTURE: file = "" } = process.env;
const [, address = ""] = /socket_addr: (\S+)/.exec(config) ?? [];
const colon = address.lastIndexOf(":");
let connections = 0;

/** Cuts a stream into frames: 8 bytes of length, little endian, then so many bytes. */
const writer = (connection: number, as: "request" | "reply"): ((chunk: Buffer) => void) => {
  let rest = Buffer.alloc(0);
  return (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    while (rest.length >= 8 && rest.length >= 8 + Number(rest.readBigUInt64LE())) {
      const end = 8 + Number(rest.readBigUInt64LE());
      const hex = rest.subarray(8, end).toString("hex");
      appendFileSync(file, `${JSON.stringify({ connection, as, hex })}\n`);
      rest = rest.subarray(end);
    }
  };
};

const server = createServer({ noDelay: true }, (node) => {
  connections += 1;
  const daemon = connect(Number(address.slice(colon + 1)), address.slice(0, colon)).setNoDelay(true);
  node
    .on("data", writer(connections, "request"))
    .pipe(daemon)
    .on("error", () => node.destroy());
  daemon
    .on("data", writer(connections, "reply"))
    .pipe(node)
    .on("error", () => daemon.destroy());
});
server.listen(0, "127.0.0.1", () => {
  const own = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const [command = "", ...args] = process.argv.slice(2);
  const env = { ...process.env, DORA_NODE_CONFIG: config.replace(address, own) };
  spawn(command, args, { stdio: "inherit", env }).on("exit", (code) => process.exit(code ?? 1));
});
