import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { inheritedEnv } from "../../env.ts";
import { FunctionError } from "../../errors.ts";
import type { ServeCommand, ServeOrder, ServeReport } from "./serve-messages.ts";

const isSource = import.meta.url.endsWith(".ts");

/** Built, this file is a part of `dist/`, beside the program. */
const program = fileURLToPath(new URL(isSource ? "./serve-main.ts" : "./serve-main.js", import.meta.url));

/** What Node needs to run the function's TypeScript, and this package's own from its sources. */
const flags: readonly string[] = [
  ...(isSource ? ["--conditions=@millrace/source"] : []),
  ...(process.features.typescript ? [] : ["--experimental-strip-types", "--no-warnings"]),
];

export interface ServeProcessOptions {
  /** Default: that of this process. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** More flags for Node, such as `--max-old-space-size=512`. */
  readonly execArgv?: readonly string[];
  readonly cwd?: string;
}

/** A function that is served by processes of its own. */
export interface ServeProcess {
  readonly url: string;
  readonly port: number;
  /** The process above the replicas; its output is theirs. */
  readonly child: ChildProcess;
  /** The exit code, or the signal's name; 0 after {@link close}. */
  readonly ended: Promise<number | string>;
  /** As of a running service, for all replicas. */
  close(options?: { readonly graceMs?: number }): Promise<void>;
}

/** Starts the process of a serve order at once, so that its output can be read; `ready` when all replicas are. */
export function startServeProcess(
  order: ServeOrder,
  options: ServeProcessOptions = {},
): { readonly child: ChildProcess; readonly ready: Promise<ServeProcess> } {
  const { env = inheritedEnv(), execArgv = [], cwd } = options;
  const child = fork(program, [], {
    env,
    execArgv: [...flags, ...execArgv],
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    ...(cwd !== undefined && { cwd }),
  });
  const tell = (command: ServeCommand): void => void (child.connected && child.send(command, () => undefined));
  const ended = new Promise<number | string>((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("exit", (code, signal) => resolve(signal ?? code ?? "unknown"));
  });
  const close = async ({ graceMs }: { readonly graceMs?: number } = {}): Promise<void> => {
    tell({ type: "close", ...(graceMs !== undefined && { graceMs }) });
    await ended;
  };
  const ready = new Promise<ServeProcess>((resolve, reject) => {
    child.on("message", (message: ServeReport) => {
      if (message.type === "ready") resolve({ url: message.url, port: message.port, child, ended, close });
      if (message.type !== "failed") return;
      reject(
        new FunctionError("FUNCTION_SERVICE_START", withoutCode(message.error), { details: { error: message.error } }),
      );
    });
    void ended.then((how) =>
      reject(new FunctionError("FUNCTION_SERVICE_START", `the service's process ended (${how}) before it was ready`)),
    );
  });
  tell({ type: "serve", order, workerId: 0 });
  return { child, ready };
}

const withoutCode = ({ message, code }: { readonly message: string; readonly code: string }): string =>
  message.replace(`[${code}] `, "");
