import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Quake } from "./quake.ts";

export interface Archive extends AsyncDisposable {
  readonly url: string;
  /** How often each day was asked for. */
  readonly asked: ReadonlyMap<string, number>;
}

/** Serves the quakes of a day at `/<day>`. It is busy when it is asked for a day for the first time. */
export async function startArchive(days: ReadonlyMap<string, readonly Quake[]>): Promise<Archive> {
  const asked = new Map<string, number>();
  const server = createServer((request, response) => {
    const day = request.url?.slice(1) ?? "";
    const quakes = days.get(day);
    const times = (asked.get(day) ?? 0) + 1;
    asked.set(day, times);
    if (quakes === undefined) response.writeHead(404).end();
    else if (times === 1) response.writeHead(503).end();
    else response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(quakes));
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => void server.close(resolve));
  };
  return { url: `http://127.0.0.1:${port}`, asked, [Symbol.asyncDispose]: close };
}
