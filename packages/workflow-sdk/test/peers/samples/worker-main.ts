// The official worker with the activities of the samples, in a process of its own: worker-main.ts <address> <task queue>
import { DefaultLogger, NativeConnection, Runtime, Worker } from "@temporalio/worker";
import { createActivities } from "../../faces/samples/activities.ts";
import { waitingShop } from "../../faces/support/waiting-shop.ts";

const [address = "", taskQueue = ""] = process.argv.slice(2);
const logger = new DefaultLogger("ERROR");
Runtime.install({ logger, shutdownSignals: [], telemetryOptions: { logging: { forward: {}, filter: "ERROR" } } });
const connection = await NativeConnection.connect({ address });
const shop = waitingShop((taskToken) => void process.send?.(Buffer.from(taskToken).toString("base64")));
const worker = await Worker.create({
  connection,
  taskQueue,
  activities: createActivities(shop),
  maxHeartbeatThrottleInterval: "100ms",
});
// The parent is gone, or wants an end.
process.on("disconnect", () => worker.shutdown());
await worker.run();
await connection.close();
