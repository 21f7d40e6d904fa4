// Our server under judgement: server-main.ts <kind> <face> <socket path, or 0 for a TCP port>
import { handleProcessSignals } from "@millrace/protocol";
import type { Kind } from "./kinds.ts";
import { modernServer } from "./servers/modern.ts";
import { seedServer } from "./servers/seed.ts";

const main = async (kind: Kind, face: string, where: string): Promise<void> => {
  if (face === "seed") return seedServer(kind, where).start();
  const server = modernServer(kind, where === "0" ? { tcp: { port: 0 } } : { socketPath: where });
  using _signals = handleProcessSignals(server);
  const running = server.run();
  const [endpoint] = await server.start();
  if (endpoint !== undefined) process.stdout.write(`serving ${JSON.stringify(endpoint.address)}\n`);
  await running;
};

const [kind = "map", face = "", where = ""] = process.argv.slice(2);
void main(kind as Kind, face, where).catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exitCode = 1;
});
