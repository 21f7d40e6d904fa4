import type { Transport } from "@connectrpc/connect";

/** A server that lives in this process, such as that of `startServer`. */
export interface Connectable {
  /** Where else it is reached, `host:port`, if it is. */
  readonly address?: string | undefined;
  /** A transport of the caller's own; whoever asks for it need not close it. */
  transport(): Transport;
}

/** Where a server is: `host:port`, or the server itself. The port is 7233 if there is none. */
export type Target = string | Connectable;
