import { handleProcessSignals } from "@millrace/protocol";
import type { FunctionError } from "../../errors.ts";
import { freePort } from "./free-port.ts";
import { Replicas } from "./replicas.ts";
import type { ServeCommand, ServeOrder, ServeReport } from "./serve-messages.ts";

/** The process above the replicas of one service; its parent orders it by IPC, and its end is the service's. */
export function runSupervisor(): void {
  let replicas: Replicas | undefined;
  const report = (message: ServeReport): Promise<void> =>
    new Promise((resolve) => {
      if (process.send === undefined || !process.connected) resolve();
      else process.send(message, () => resolve());
    });
  const close = async (graceMs?: number): Promise<void> => {
    await replicas?.close(graceMs);
    process.exit(0);
  };
  const fail = async (error: FunctionError): Promise<void> => {
    await report({ type: "failed", error: error.toJSON() });
    await replicas?.close(0);
    process.exit(1);
  };
  const start = async (order: ServeOrder): Promise<void> => {
    const { host = "127.0.0.1", port = 0 } = order.options ?? {};
    // Replicas come and go, the port stays.
    const fixed = port === 0 ? await freePort(host) : port;
    replicas = new Replicas(
      { ...order, options: { ...order.options, host, port: fixed } },
      { onFailure: (error) => void fail(error), onRequest: (request) => void report(request) },
    );
    const ready = await replicas.ready;
    if (ready !== undefined) await report({ type: "ready", ...ready });
  };

  process.on("message", (command: ServeCommand) => {
    if (command.type === "serve") start(command.order).catch(fail);
    else if (command.type === "close") void close(command.graceMs);
    else if (command.type !== "count" && command.type !== "counted") replicas?.answer(command);
  });
  // Whoever started it is gone, and nobody else knows of it.
  process.on("disconnect", () => void close());
  handleProcessSignals({ close: ({ graceMs } = {}) => close(graceMs) });
}
