/** The environment as this package reads it; no other file does. Empty variables count as absent. */
export interface Env {
  /** `DORA_NODE_CONFIG`: who the daemon says that this process is, as YAML. */
  readonly nodeConfig: string | undefined;
  /** `DORA_RUNTIME_CONFIG`: the same for a host of operators. */
  readonly runtimeConfig: string | undefined;
  /** `DORA_RUN_PARENT_PID`: the process of `dora run`; a node does not outlive it. */
  readonly runParentPid: number | undefined;
  /** `DORA_DAEMON_LOCAL_LISTEN_PORT`: where the daemon answers dynamic nodes. */
  readonly daemonPort: number | undefined;
  /** `DORA_TEST_WITH_INPUTS`: a file of events that takes the place of an engine. */
  readonly testWithInputs: string | undefined;
  /** `DORA_TEST_WRITE_OUTPUTS_TO` */
  readonly testWriteOutputsTo: string | undefined;
  /** `DORA_TEST_NO_OUTPUT_TIME_OFFSET` */
  readonly testNoOutputTimeOffset: boolean;
  /** `DORA_WRITE_EVENTS_TO`: a directory in which nodes record the inputs that they get. */
  readonly writeEventsTo: string | undefined;
  /** `DORA_RUNTIME_TYPE_CHECK`: `warn` or `error`; see `typeCheckMode`. */
  readonly runtimeTypeCheck: string | undefined;
}

export function readEnv(): Env {
  return {
    nodeConfig: text("DORA_NODE_CONFIG"),
    runtimeConfig: text("DORA_RUNTIME_CONFIG"),
    runParentPid: wholeNumber("DORA_RUN_PARENT_PID"),
    daemonPort: wholeNumber("DORA_DAEMON_LOCAL_LISTEN_PORT"),
    testWithInputs: text("DORA_TEST_WITH_INPUTS"),
    testWriteOutputsTo: text("DORA_TEST_WRITE_OUTPUTS_TO"),
    testNoOutputTimeOffset: text("DORA_TEST_NO_OUTPUT_TIME_OFFSET") !== undefined,
    writeEventsTo: text("DORA_WRITE_EVENTS_TO"),
    runtimeTypeCheck: text("DORA_RUNTIME_TYPE_CHECK"),
  };
}

/** Everything, for processes that inherit it. */
export const inheritedEnv = (): Readonly<Record<string, string | undefined>> => process.env;

function text(name: string): string | undefined {
  const value = process.env[name];
  return value === "" ? undefined : value;
}

function wholeNumber(name: string): number | undefined {
  const value = Number(text(name));
  return Number.isSafeInteger(value) && value > 0 ? value : undefined;
}
