import { mkdir, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { checkOptions } from "@millrace/protocol";
import { unknownContainer } from "./component-places.ts";
import { readEnv } from "./env.ts";
import { UdfError } from "./errors.ts";
import { messageOf } from "./internal/message-of.ts";

/** An error as Numaflow's user interface shows it. */
export interface CriticalError {
  /** Default `Internal error`. */
  readonly code?: string;
  readonly message: string;
  /** A stack, or whatever helps. Default: none. */
  readonly details?: string;
}

export interface CriticalErrorOptions {
  /** Default `/var/numaflow/runtime`, where the engine looks. It is made if it is not there. */
  readonly directory?: string;
  /** Default: `NUMAFLOW_UD_CONTAINER_TYPE`, else `unknown-container`. */
  readonly containerType?: string;
}

export const defaultRuntimeDirectory = "/var/numaflow/runtime";

let reported = false;

/**
 * Shows an error in Numaflow's user interface that no call ends with: the program goes on. Once in a process.
 *
 * @throws `UDF_ALREADY_REPORTED` the second time; `UDF_REPORT_FAILED` if the file cannot be written
 */
export async function persistCriticalError(error: CriticalError, options: CriticalErrorOptions = {}): Promise<void> {
  checkOptions(error, ["code", "message", "details"], "persistCriticalError");
  checkOptions(options, ["directory", "containerType"], "persistCriticalError");
  if (reported) {
    const message = "persistCriticalError was called before in this process; only its first error is shown";
    throw new UdfError("UDF_ALREADY_REPORTED", message);
  }
  reported = true;
  const { directory = defaultRuntimeDirectory, containerType = readEnv().containerType ?? unknownContainer } = options;
  await writeErrorReport(error, directory, containerType);
}

/** Writes a report where the engine collects them: whole or not at all. */
export async function writeErrorReport(
  { code = "Internal error", message, details = "" }: CriticalError,
  directory: string,
  container: string,
): Promise<void> {
  const folder = path.join(directory, "application-errors", container);
  const timestamp = Math.floor(Date.now() / 1000);
  const current = path.join(folder, "current-udf.json");
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(current, JSON.stringify({ container, timestamp, code, message, details }));
    await rename(current, path.join(folder, `${timestamp}-udf.json`));
  } catch (cause) {
    const text = `the error could not be reported in '${folder}': ${messageOf(cause)}`;
    throw new UdfError("UDF_REPORT_FAILED", text, { cause, details: { folder } });
  }
}
