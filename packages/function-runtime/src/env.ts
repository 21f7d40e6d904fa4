import { homedir } from "node:os";
import path from "node:path";

/** The environment as this package reads it; no other file does. Empty variables count as absent. */
export interface Env {
  /** What clients of DigitalHub Core read: `DHCORE_…`, `DH_…`, `OAUTH2_TOKEN_ENDPOINT`. Name → value. */
  readonly core: ReadonlyMap<string, string>;
  /** `DH_CONFIG`, else `.dhcore.ini` in the home folder: profiles of DigitalHub's clients. */
  readonly coreConfigFile: string;
  /** `GIT_TOKEN`, or `GIT_USERNAME` and `GIT_PASSWORD`: for sources that are cloned. */
  readonly git: {
    readonly token: string | undefined;
    readonly username: string | undefined;
    readonly password: string | undefined;
  };
  /** `PROJECT_NAME` and `RUN_ID`: what Core tells the pod of a run. */
  readonly run: { readonly project: string | undefined; readonly id: string | undefined };
}

export function readEnv(): Env {
  return {
    core: coreVariables(),
    coreConfigFile: text("DH_CONFIG") ?? path.join(homedir(), ".dhcore.ini"),
    git: { token: text("GIT_TOKEN"), username: text("GIT_USERNAME"), password: text("GIT_PASSWORD") },
    run: { project: text("PROJECT_NAME"), id: text("RUN_ID") },
  };
}

/** What a wrapper under Nuclio's processor reads. */
export interface NuclioEnv {
  /** `NUCLIO_HANDLER_DIR`, then the folders of `PYTHONPATH`: where handlers are looked for, beside the working folder. */
  readonly handlerFolders: readonly string[];
  /** `NUCLIO_FUNCTION_NAME`: for messages. */
  readonly functionName: string;
  /** `MILLRACE_INIT_FUNCTION`: the export that is called once before the first event. */
  readonly initFunction: string | undefined;
  /** `MILLRACE_INIT_PARAMETERS`: a JSON object. */
  readonly initParameters: string | undefined;
  /** `MILLRACE_NUCLIO_STREAMING=true`: the processor is 1.15 or newer and takes answers in parts. */
  readonly streaming: boolean;
  /** `MILLRACE_NUCLIO_TCP=connect`: a processor listens at `host:port`. Else the wrapper does, as `mode: async` has it. */
  readonly connectsByTcp: boolean;
}

export function readNuclioEnv(): NuclioEnv {
  const folders = [text("NUCLIO_HANDLER_DIR"), ...(text("PYTHONPATH")?.split(path.delimiter) ?? [])];
  return {
    handlerFolders: folders.filter((folder) => folder !== undefined && folder !== "") as readonly string[],
    functionName: text("NUCLIO_FUNCTION_NAME") ?? "function",
    initFunction: text("MILLRACE_INIT_FUNCTION"),
    initParameters: text("MILLRACE_INIT_PARAMETERS"),
    streaming: text("MILLRACE_NUCLIO_STREAMING") === "true",
    connectsByTcp: text("MILLRACE_NUCLIO_TCP") === "connect",
  };
}

/** `PORT`: where platforms want a service to listen. Absent: it is not set, or is no port. */
export function portFromEnv(): number | undefined {
  const port = text("PORT");
  return port !== undefined && /^\d{1,5}$/.test(port) ? Number(port) : undefined;
}

/**
 * Sets variables while `work` lasts and puts back what was there. The environment is the process's: who sets the same
 * variable meanwhile keeps what they set.
 */
export async function withVariables<T>(
  variables: Readonly<Record<string, string>>,
  work: () => Promise<T>,
): Promise<T> {
  const before = Object.keys(variables).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, variables);
  try {
    return await work();
  } finally {
    for (const [name, value] of before) {
      if (process.env[name] !== variables[name]) continue;
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
}

/** Everything, for processes that inherit it. */
export const inheritedEnv = (): Readonly<Record<string, string | undefined>> => process.env;

const corePrefixes = ["DHCORE_", "DH_", "OAUTH2_"];

function coreVariables(): ReadonlyMap<string, string> {
  const variables = new Map<string, string>();
  for (const [name, value] of Object.entries(process.env)) {
    if (value === undefined || value === "") continue;
    if (corePrefixes.some((prefix) => name.startsWith(prefix))) variables.set(name, value);
  }
  return variables;
}

function text(name: string): string | undefined {
  const value = process.env[name];
  return value === "" ? undefined : value;
}
