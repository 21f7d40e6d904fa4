import type { MessagePort } from "node:worker_threads";
import type { Load } from "../nodes/load.ts";
import type { PortMode } from "./message.ts";

/** What of a load matters to ports. */
export type PortLoad = Pick<Load, "bytes" | "warmUp" | "messages">;

/** What a worker of the pair is given. */
export interface PortSetup {
  readonly port: MessagePort;
  readonly load: PortLoad;
  readonly mode: PortMode;
}
