import { randomBytes } from "node:crypto";
import { AesGcmCodec, Client, DataConverter, Worker, type Target } from "@millrace/workflow-sdk";

const taskQueue = "sealed";

export interface Patient {
  readonly name: string;
  readonly findings: readonly string[];
}

/** Tells what it was given, and keeps nothing to itself. */
const report = ({ name, findings }: Patient): string => `${name}: ${findings.join(", ")}`;

export interface Sealed {
  /** What the client that has the key got. */
  readonly result: unknown;
  /** What a client without the key finds on the server, as text. */
  readonly seen: string;
}

/**
 * Runs an activity whose argument and result are encrypted (AES-256-GCM) before they leave the process. The key is
 * shared by client and worker; the server never has it.
 */
export async function runSealed(target: Target, patient: Patient): Promise<Sealed> {
  const keys = new Map([["2026-11", randomBytes(32)]]);
  const codec = new AesGcmCodec({ keyId: "2026-11", key: (id) => keys.get(id) });
  const dataConverter = new DataConverter({ codecs: [codec] });
  await using client = await Client.connect(target, { dataConverter });
  await using worker = new Worker(client, { taskQueue, activities: { report } });
  await worker.start();

  const id = "a sealed report";
  const result = await client.executeActivity(report.name, {
    id,
    args: [patient],
    taskQueue,
    startToCloseTimeoutMs: 5_000,
  });
  return { result, seen: await seenWithoutKey(client, id) };
}

/** The server's own answer, unopened: its strings and bytes as text. */
async function seenWithoutKey(client: Client, activityId: string): Promise<string> {
  const { namespace } = client;
  const answer = await client.service.describeActivityExecution({
    namespace,
    activityId,
    includeInput: true,
    includeOutcome: true,
  });
  return JSON.stringify(answer, (_key, value: unknown) => {
    if (value instanceof Uint8Array) return Buffer.from(value).toString("latin1");
    return typeof value === "bigint" ? String(value) : value;
  });
}
