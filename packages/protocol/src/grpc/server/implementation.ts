import type { Http2Server } from "node:http2";
import type { ConnectError, ConnectRouter } from "@connectrpc/connect";
import type { Logger } from "../../logger.ts";
import type { AddStream } from "./routes.ts";

/** What an implementation serves, and within which limits. */
export interface ServerSetup {
  readonly routes: (router: ConnectRouter) => void;
  readonly streams: (add: AddStream) => void;
  readonly readMaxBytes: number;
  readonly writeMaxBytes: number;
  /** Responses of at least this size are compressed for peers that take gzip; `Infinity` for never. */
  readonly compressMinBytes: number;
  readonly logger: Logger;
}

/** What turns the streams of an HTTP/2 server into calls: ours, or connect-node's. */
export interface GrpcImplementation {
  readonly name: string;
  /** Listens to the events of a server that does not listen yet. */
  attach(server: Http2Server, setup: ServerSetup): Promise<ServingCalls>;
}

export interface ServingCalls {
  /** Ends all open calls with this error. */
  interrupt(error: ConnectError): void;
}
