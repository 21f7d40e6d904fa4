import { once } from "node:events";
import { readdir, readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import type { EntityRecord } from "../../src/entity.ts";
import { kill, otherProcess } from "../store/other-process.ts";
import { openTemp, tempDir } from "../store/temp-dir.ts";
import { placeOf, statesOf, textOf } from "./run-job.ts";

const holder = new URL("./hold-run.ts", import.meta.url);

it.each(["heeds", "spins"])(
  "[STO-47] when the runner is killed, its run that %s is ERROR at the next open, and its process ends",
  async (handler) => {
    const dir = await tempDir();
    const other = otherProcess(holder, [dir, handler]);
    const [{ run }] = (await once(other, "message")) as [{ readonly run: EntityRecord }];
    expect(await processesOf(run)).not.toEqual([]);
    await kill(other);
    const platform = await openTemp({ dir });
    const left = await platform.read(placeOf(run));
    expect(left?.status).toMatchObject({ state: "ERROR", message: expect.stringContaining("FUNCTION_RUNNER_DIED") });
    expect(left === undefined ? [] : statesOf(left)).toEqual(["CREATED", "BUILT", "READY", "RUNNING", "ERROR"]);
    expect(await textOf(platform, run)).toMatch(/hangs\n.*FUNCTION_RUNNER_DIED/);
    await expect.poll(() => processesOf(run)).toEqual([]);
  },
);

/** The processes that have the run's id in their environment. Elsewhere than on Linux none are found. */
async function processesOf({ id }: EntityRecord): Promise<readonly string[]> {
  const numbers = (await readdir("/proc").catch(() => [])).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    numbers.map(async (pid) => {
      const environment = await readFile(`/proc/${pid}/environ`, "utf8").catch(() => "");
      return environment.includes(`RUN_ID=${id}`) ? [pid] : [];
    }),
  );
  return found.flat();
}
