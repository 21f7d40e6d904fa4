import type { Transport } from "@connectrpc/connect";
import { createGrpcTransport, type GrpcTransport } from "@millrace/protocol/grpc";
import { WorkflowSdkError } from "../../errors.ts";
import type { Target } from "../../target.ts";
import { parseAddress } from "./address.ts";
import type { CheckedConnectionOptions } from "./options.ts";

/** Histories come in messages of up to so much. */
const messageBytes = 128 * 1024 * 1024;

/** The ways to one server. */
export interface Transports {
  /** What messages call the server. */
  readonly address: string;
  readonly calls: Transport;
  /** Polls for tasks have a connection of their own; it is made at the first of them. */
  readonly polls: Transport;
  close(): Promise<void>;
}

/** @throws `WORKFLOW_INVALID_ADDRESS`, `WORKFLOW_INVALID_OPTION`, and what `createGrpcTransport` throws for `tls`. */
export function createTransports(target: Target, options: CheckedConnectionOptions): Transports {
  if (typeof target === "string") return toAddress(target, options);
  if (typeof target?.transport !== "function") {
    const message =
      "a client connects to a 'host:port', or to a server of this process such as that of startServer; options with an " +
      "'address' or a 'connection' are those of '@millrace/workflow-sdk/client'";
    throw new WorkflowSdkError("WORKFLOW_INVALID_ADDRESS", message, { details: { address: target } });
  }
  const transport = target.transport();
  return { address: "a server of this process", calls: transport, polls: transport, close: async () => undefined };
}

function toAddress(target: string, options: CheckedConnectionOptions): Transports {
  const address = parseAddress(target);
  const make = (): GrpcTransport =>
    createGrpcTransport({
      address,
      tls: options.tls ?? false,
      readMaxBytes: messageBytes,
      writeMaxBytes: messageBytes,
      connectTimeoutMs: options.connectTimeoutMs,
      keepaliveMs: options.keepaliveMs,
      keepaliveTimeoutMs: options.keepaliveTimeoutMs,
      keepaliveWithoutCalls: true,
    });
  const calls = make();
  const polls = make();
  const close = async (): Promise<void> => {
    await Promise.all([calls.close(), polls.close()]);
  };
  const host = address.host.includes(":") ? `[${address.host}]` : address.host;
  return { address: `${host}:${address.port}`, calls, polls, close };
}
