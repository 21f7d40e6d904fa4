import { execFile, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { silentLogger } from "@millrace/protocol";
import { Client, Connection } from "../../src/client-face.ts";
import { ScriptedWorker } from "../../src/testing.ts";
import { Worker } from "../../src/worker.ts";
import { createActivities } from "../faces/samples/activities.ts";
import { tour } from "../faces/samples/tour.ts";
import { driveActivities } from "../faces/support/drive-activities.ts";
import { shopServer, workflows } from "../faces/support/shop.ts";
import { waitingShop } from "../faces/support/waiting-shop.ts";

const taskQueue = "shop";
const redirect = fileURLToPath(new URL("samples/redirect.ts", import.meta.url));
const workerProgram = fileURLToPath(new URL("samples/worker-main.ts", import.meta.url));
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

interface SampleWorker extends AsyncDisposable {
  /** The token of the activity that is to be completed from elsewhere. */
  readonly asked: Promise<Uint8Array>;
  /** Rejects when the worker ends. */
  readonly end: Promise<never>;
}

/** The official worker with the samples' activities. Disposing ends it. */
function officialWorker(address: string, taskQueue: string): SampleWorker {
  const child = fork(workerProgram, [address, taskQueue], { execArgv: ["--import", redirect] });
  const ended = once(child, "exit");
  const end = ended.then(([code]) => {
    throw new Error(`the official worker ended with ${code}`);
  });
  end.catch(() => undefined);
  return {
    asked: once(child, "message").then(([token]) => Buffer.from(token as string, "base64")),
    end,
    [Symbol.asyncDispose]: async () => {
      if (child.connected) child.disconnect();
      await ended;
    },
  };
}

test("[FACE-14] activities of the samples end on our worker as they do on the official one", async () => {
  await using server = await shopServer();
  await using connection = Connection.lazy({ address: server });
  const client = new Client({ connection });
  await using worker = officialWorker(server.address as string, "official");
  const official = await Promise.race([driveActivities(client, "official", worker.asked), worker.end]);

  const ours = Promise.withResolvers<Uint8Array>();
  const activities = createActivities(waitingShop(ours.resolve));
  const options = { taskQueue: "ours", activities, logger: silentLogger };
  await using _worker = await new Worker(client, options).start();
  const own = await driveActivities(client, "ours", ours.promise);
  expect(own).toEqual(official);
});
