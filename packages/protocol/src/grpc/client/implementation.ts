import type { CheckedOptions } from "./options.ts";
import type { GrpcTransport } from "./transport.ts";

/** What makes the calls of a transport: ours, or connect-node's. */
export interface GrpcClientImplementation {
  readonly name: string;
  /** A transport that has not connected yet. */
  createTransport(options: CheckedOptions): GrpcTransport;
}
