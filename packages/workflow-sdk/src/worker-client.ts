import type { DataConverter } from "./data-converter.ts";
import type { Connection } from "./remote/connection/connection.ts";

/** What a worker needs of its client. It uses the client's connection, and never closes it. */
export interface WorkerClient {
  readonly connection: Connection;
  readonly namespace: string;
  readonly dataConverter: DataConverter;
}
