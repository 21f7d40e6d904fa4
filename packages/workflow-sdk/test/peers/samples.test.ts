import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { ScriptedWorker } from "../../src/testing.ts";
import { tour } from "../faces/samples/tour.ts";
import { shopServer, workflows } from "../faces/support/shop.ts";

const taskQueue = "shop";
const redirect = fileURLToPath(new URL("samples/redirect.ts", import.meta.url));
const program = fileURLToPath(new URL("samples/main.ts", import.meta.url));

/** The same tour in a process of its own, with the official packages in place of ours. */
async function officialTour(address: string): Promise<unknown> {
  const options = ["--import", redirect, program, address, taskQueue];
  const { stdout } = await promisify(execFile)(process.execPath, options);
  return JSON.parse(stdout);
}

test("[FACE-14] samples see the same with the official packages and with ours", async () => {
  const seen: unknown[] = [];
  for (const takeTour of [officialTour, (address: string) => tour(address, taskQueue)]) {
    await using server = await shopServer();
    await using _worker = await ScriptedWorker.start(server, { taskQueue, workflows });
    seen.push(await takeTour(server.address as string));
  }
  const [official, ours] = seen;
  expect(ours).toEqual(official);
});
