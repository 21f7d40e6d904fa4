// From connecting to the first result: millrace.mjs <address> <task queue>. Prints milliseconds.
import { Client, Worker } from "@millrace/workflow-sdk";
import { tell } from "./tell.mjs";

const [address = "", taskQueue = ""] = process.argv.slice(2);

/** @param {string} text */
const echo = async (text) => text;

const beganMs = performance.now();
const client = await Client.connect(address);
const worker = await new Worker(client, { taskQueue, activities: { echo } }).start();
tell(await client.executeActivity(echo, { args: ["first"], taskQueue, startToCloseTimeoutMs: 60_000 }), beganMs);
await worker.close();
await client.close();
