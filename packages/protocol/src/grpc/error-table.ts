import type { ErrorCodeOf } from "../errors.ts";

/** Every error that servers and transports raise on their own account; calls end in connect's `ConnectError`. */
export const grpcErrors = {
  GRPC_SOCKET_PATH_TOO_LONG: {
    summary: "The path of a Unix socket is longer than the system takes (107 bytes on Linux, 103 on macOS).",
    remedy: "Choose a shorter path; older Node versions would silently cut it.",
  },
  GRPC_ADDRESS_IN_USE: {
    summary: "Another server listens at the address.",
    remedy: "Stop it, or listen elsewhere.",
  },
  GRPC_LISTEN_FAILED: {
    summary: "The server could not listen at its address.",
    remedy: "The message holds the reason of the system: check path, rights, host and port.",
  },
  GRPC_INVALID_ROUTE: {
    summary: "A route cannot be served: it was added twice, or a push-style handler is for a method that is not bidi.",
    remedy: "Correct the route that the message names.",
  },
  GRPC_CONNECT_NODE_MISSING: {
    summary: "The implementation shall be connect-node, and the optional peer dependency is not installed.",
    remedy: "Run `npm install @connectrpc/connect-node`, or leave out the option `implementation`.",
  },
} as const;

export type GrpcErrorCode = ErrorCodeOf<typeof grpcErrors>;
