// The official worker: temporalio.mjs <address> <task queue>. Works until it is killed.
import { loadPeer } from "../peers.mjs";

const [address = "", taskQueue = ""] = process.argv.slice(2);
const { NativeConnection, Worker } = await loadPeer("@temporalio/worker");

/** @param {string} text */
const echo = async (text) => text;

const connection = await NativeConnection.connect({ address });
const worker = await Worker.create({ connection, taskQueue, activities: { echo } });
console.log("polls");
await worker.run();
