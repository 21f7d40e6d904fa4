/** What nodes do not inherit: how they would join a dataflow of another engine. */
const ofOtherEngines = ["DORA_NODE_CONFIG", "DORA_RUNTIME_CONFIG", "DORA_TEST_WITH_INPUTS"];

/** The environment of a node's worker: inherited, then the file's. */
export function workerEnv(
  inherited: Readonly<Record<string, string | undefined>>,
  own: Readonly<Record<string, string>>,
): Record<string, string> {
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries(inherited)) {
    if (value !== undefined && !ofOtherEngines.includes(name)) env[name] = value;
  }
  return { ...env, ...own };
}
