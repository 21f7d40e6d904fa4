// Our worker: millrace.mjs <address> <task queue>. Works until it is killed.
import { Client, Worker } from "@millrace/workflow-sdk";

const [address = "", taskQueue = ""] = process.argv.slice(2);

/** @param {string} text */
const echo = async (text) => text;

const client = await Client.connect(address);
const worker = await new Worker(client, { taskQueue, activities: { echo } }).start();
console.log("polls");
await worker.run();
