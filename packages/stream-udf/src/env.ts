/** The environment as this package reads it; no other file does. */
export interface Env {
  /** What the engine calls the container: `udf`, `udsink`, `fb-udsink` … */
  readonly containerType: string | undefined;
  /** How many handlers pynumaflow's servers run at the same time. */
  readonly maxThreads: number | undefined;
}

export function readEnv(): Env {
  const containerType = process.env["NUMAFLOW_UD_CONTAINER_TYPE"];
  const maxThreads = Number(process.env["MAX_THREADS"]);
  return {
    containerType: containerType === "" ? undefined : containerType,
    maxThreads: Number.isSafeInteger(maxThreads) && maxThreads > 0 ? maxThreads : undefined,
  };
}
