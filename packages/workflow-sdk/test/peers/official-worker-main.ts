// The official worker, and its replayer, in a process of its own: official-worker-main.ts <address> <task queue>
import { fileURLToPath } from "node:url";
import { bundleWorkflowCode, DefaultLogger, NativeConnection, Runtime, Worker } from "@temporalio/worker";
import { officialActivities } from "./official-activities.ts";
import type { FromOfficialWorker, ToOfficialWorker } from "./official-worker-messages.ts";

const tell = (message: FromOfficialWorker): void => void process.send?.(message);

const main = async ([address = "", taskQueue = ""]: readonly string[]): Promise<void> => {
  const logger = new DefaultLogger("ERROR");
  Runtime.install({ logger, shutdownSignals: [], telemetryOptions: { logging: { forward: {}, filter: "ERROR" } } });
  const workflowsPath = fileURLToPath(new URL("official-workflows.ts", import.meta.url));
  const workflowBundle = await bundleWorkflowCode({ workflowsPath, logger });
  const connection = await NativeConnection.connect({ address });
  const worker = await Worker.create({
    connection,
    taskQueue,
    workflowBundle,
    activities: officialActivities,
    // An activity that heartbeats every 100 ms is to hear of its cancellation soon.
    maxHeartbeatThrottleInterval: "100ms",
    defaultHeartbeatThrottleInterval: "100ms",
  });
  process.on("message", ({ id, history }: ToOfficialWorker) => {
    Worker.runReplayHistory({ workflowBundle }, JSON.parse(history)).then(
      () => tell({ kind: "replayed", id }),
      (error: unknown) => tell({ kind: "replayed", id, error: String(error) }),
    );
  });
  // The parent is gone, or wants an end.
  process.on("disconnect", () => worker.shutdown());
  tell({ kind: "ready" });
  await worker.run();
  await connection.close();
};

void main(process.argv.slice(2)).catch((error: unknown) => {
  tell({ kind: "failed", error: String(error) });
  process.exitCode = 1;
  process.disconnect();
});
