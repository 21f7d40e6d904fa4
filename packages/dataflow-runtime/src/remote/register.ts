import { withDeadline } from "@millrace/protocol";
import { DataflowError } from "../errors.ts";
import type { NodeConfig } from "../node-config.ts";
import { wireVersion, type DaemonReply } from "../wire/messages.ts";
import { Connection, type ConnectionOptions } from "./connection.ts";

/** A daemon answers at once; one that does not is no daemon. */
const registerTimeoutMs = 10_000;

const spoken = `message format ${wireVersion.dora}, metadata ${wireVersion.metadata} (dora 1.x)`;

/**
 * Opens a connection in the name of a node; each connection begins so.
 *
 * @throws `DATAFLOW_NO_DAEMON`, `DATAFLOW_VERSION_MISMATCH`, `DATAFLOW_OLD_DORA`, `DATAFLOW_DAEMON_REFUSED`
 */
export async function register(config: NodeConfig, options: ConnectionOptions): Promise<Connection> {
  const connection = await Connection.open(options);
  const { dataflowId, nodeId } = config;
  const { dora: doraVersion, metadata: metadataVersion } = wireVersion;
  try {
    const answer = connection.ask({ type: "register", dataflowId, nodeId, doraVersion, metadataVersion });
    const name = `the answer of the daemon at ${options.address} to Register`;
    checkDone(await withDeadline(answer, { timeoutMs: registerTimeoutMs, name }), "Register");
    return connection;
  } catch (error) {
    connection.destroy();
    throw DataflowError.is(error, "DATAFLOW_DAEMON_LOST") ? hungUp(options, error) : error;
  }
}

/** @throws `DATAFLOW_DAEMON_REFUSED`; `DATAFLOW_VERSION_MISMATCH` */
export function checkDone(reply: DaemonReply, request: string): void {
  const error = reply.type === "result" ? reply.error : `it answered with '${reply.type}'`;
  if (error === undefined) return;
  if (!/mismatch/i.test(error))
    throw new DataflowError("DATAFLOW_DAEMON_REFUSED", `the daemon refused ${request}: ${error}`);
  const remedy = "install a release of dora 1.x, or the release of @millrace/dataflow-runtime that speaks the daemon's";
  throw new DataflowError(
    "DATAFLOW_VERSION_MISMATCH",
    `the daemon speaks another version; this node speaks ${spoken}, and the daemon says: ${error}; ${remedy}`,
    { details: { spoken: wireVersion, answer: error } },
  );
}

/** A daemon of another generation cannot read the first message, and closes. */
const hungUp = ({ address }: ConnectionOptions, cause: unknown): DataflowError =>
  new DataflowError(
    "DATAFLOW_OLD_DORA",
    `the daemon at ${address} closed the connection at the first message, as one of dora 0.x does; this node speaks ${spoken}; install dora-rs-cli 1.0.0 or newer`,
    { cause },
  );
