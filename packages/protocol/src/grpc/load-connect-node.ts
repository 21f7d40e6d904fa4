import type * as connectNodeModule from "@connectrpc/connect-node";
import { GrpcError } from "./grpc-error.ts";

/** Loads the optional peer. @throws `GRPC_CONNECT_NODE_MISSING` */
export async function loadConnectNode(): Promise<typeof connectNodeModule> {
  try {
    return await import("@connectrpc/connect-node");
  } catch (cause) {
    const message =
      "the package @connectrpc/connect-node is not installed; run `npm install @connectrpc/connect-node`, or leave out the option 'implementation'";
    throw new GrpcError("GRPC_CONNECT_NODE_MISSING", message, { cause });
  }
}
