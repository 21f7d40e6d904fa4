import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Case } from "../case.ts";
import type { ProcessorOptions } from "../start-processor.ts";
import { remaining, startProcessor } from "../start-processor.ts";
import type { Wrapper } from "../wrappers.ts";

/** The termination callback runs before the worker ends: told by SIGUSR1 or, with runtime nodejs, by the closed socket. */
export const terminationOf = async (wrapper: Wrapper): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), "millrace-life-"));
  try {
    const file = join(folder, "life");
    const options: ProcessorOptions = { wrapper, handler: ["lifecycle.mjs", "handler"], env: { LIFECYCLE_FILE: file } };
    await using processor = await startProcessor(options);
    const pids = await processor.wrapperPids();
    const code = await processor.stop();
    await remaining(pids);
    return `${(await readFile(file, "utf8")).trim().split("\n").join(", ")}, ended with ${code}`;
  } finally {
    await rm(folder, { recursive: true });
  }
};

export const terminationCase: Pick<Case, "name" | "expected"> = {
  name: "the termination callback",
  expected: "initialised, terminated, ended with 0",
};
