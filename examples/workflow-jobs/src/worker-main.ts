// A worker process: `node src/worker-main.ts <address> <task queue>`. It runs until it is told to stop, or killed.
import { handleProcessSignals } from "@millrace/protocol";
import { Client, Worker } from "@millrace/workflow-sdk";
import { summariseDay } from "./summarise-day.ts";

const [address = "", taskQueue = ""] = process.argv.slice(2);
await using client = await Client.connect(address);
const worker = new Worker(client, { taskQueue, activities: { summariseDay } });
handleProcessSignals(worker);
await worker.run();
