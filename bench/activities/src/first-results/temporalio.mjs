// From connecting to the first result: temporalio.mjs <address> <task queue>. Prints milliseconds.
import { loadPeer } from "../peers.mjs";
import { tell } from "./tell.mjs";

const [address = "", taskQueue = ""] = process.argv.slice(2);
const { Client, Connection } = await loadPeer("@temporalio/client");
const { DefaultLogger, NativeConnection, Runtime, Worker } = await loadPeer("@temporalio/worker");

/** @param {string} text */
const echo = async (text) => text;

Runtime.install({ logger: new DefaultLogger("ERROR") });
const beganMs = performance.now();
const [connection, native] = await Promise.all([
  Connection.connect({ address }),
  NativeConnection.connect({ address }),
]);
const worker = await Worker.create({ connection: native, taskQueue, activities: { echo } });
const client = new Client({ connection });
await worker.runUntil(async () => {
  const options = { id: "first", args: ["first"], taskQueue, startToCloseTimeout: 60_000 };
  tell(await client.activity.execute("echo", options), beganMs);
});
await connection.close();
await native.close();
