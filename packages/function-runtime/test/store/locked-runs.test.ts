import { once } from "node:events";
import { expect, it } from "vitest";
import type { EntityRecord } from "../../src/entity.ts";
import { kill, otherProcess } from "./other-process.ts";
import { openTemp, tempDir } from "./temp-dir.ts";

it("[STO-47] of runs that their clients execute, those that were begun are over when the owner died", async () => {
  const dir = await tempDir();
  const other = otherProcess(new URL("./hold-local-runs.ts", import.meta.url), [dir]);
  const [runs] = (await once(other, "message")) as [Readonly<Record<string, EntityRecord>>];
  await kill(other);
  const platform = await openTemp({ dir });
  const stateOf = async (run: EntityRecord | undefined): Promise<string | undefined> =>
    (await platform.read({ type: "run", project: "p", id: run?.id ?? "" }))?.status.state;
  expect(await stateOf(runs["CREATED"])).toBe("CREATED");
  expect(await stateOf(runs["READY"])).toBe("READY");
  expect(await stateOf(runs["RUNNING"])).toBe("ERROR");
  expect(await stateOf(runs["COMPLETED"])).toBe("COMPLETED");
});
