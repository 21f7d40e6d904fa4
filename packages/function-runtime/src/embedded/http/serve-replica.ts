import cluster from "node:cluster";
import { MillraceError, type MillraceErrorJson } from "@millrace/protocol";
import { loadFunction } from "../../source/load-function.ts";
import { ParentLink } from "../runner/parent-link.ts";
import type { MetricsSnapshot } from "./metrics.ts";
import { requestsEach, reservedOf } from "./replica-project.ts";
import { type RunningService, serveFunction } from "./serve-function.ts";
import type { ServeCommand, ServeOrder, ServeReport } from "./serve-messages.ts";

const report = (message: ServeReport): void => void process.send?.(message);

/** One replica: serves what it is ordered to, and closes when it is told. */
export function runReplica(): void {
  let service: RunningService | undefined;
  let asked = 0;
  const link = new ParentLink(report, (cluster.worker?.id ?? 0) * requestsEach);
  const waiting = new Map<number, (figures: MetricsSnapshot) => void>();
  const countAll = (figures: MetricsSnapshot): Promise<MetricsSnapshot> =>
    new Promise((resolve) => {
      waiting.set(++asked, resolve);
      report({ type: "count-all", id: asked, figures });
    });

  const start = async (order: ServeOrder, workerId: number): Promise<void> => {
    const loaded = await loadFunction(order.source);
    const reserved = order.service === undefined ? {} : await reservedOf(link, order.service);
    service = await serveFunction(loaded, { ...order.options, reserved, workerId }, { metrics: countAll });
    report({ type: "ready", url: service.url, port: service.port });
  };
  process.on("message", (command: ServeCommand) => {
    switch (command.type) {
      case "serve":
        start(command.order, command.workerId).catch(fail);
        return;
      case "close":
        void close(service, command.graceMs);
        return;
      case "count":
        if (service !== undefined) report({ type: "figures", id: command.id, figures: service.snapshot() });
        return;
      case "counted":
        waiting.get(command.id)?.(command.figures);
        waiting.delete(command.id);
        return;
      case "value":
      case "item":
      case "end":
      case "error":
        link.take(command);
    }
  });
  // A terminal and some platforms send these to all processes at once; the one above says when it is time.
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => undefined);
}

/** Whatever a function left running ends with its replica. */
async function close(service: RunningService | undefined, graceMs: number | undefined): Promise<void> {
  await service?.close(graceMs === undefined ? {} : { graceMs });
  process.exit(0);
}

function fail(error: unknown): void {
  const told: ServeReport = { type: "failed", error: errorJson(error) };
  if (process.send === undefined) process.exit(1);
  process.send(told, () => process.exit(1));
}

const errorJson = (error: unknown): MillraceErrorJson => {
  if (MillraceError.is(error)) return error.toJSON();
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  return { name, code: "", message, retryable: false, ...(stack !== undefined && { stack }) };
};
