// What the process of a job or build executes. Of the two it loads only what it does.
import { actionOf } from "../../kinds.ts";
import { runChild } from "./child-side.ts";

runChild(async ({ run, platform, signal, logger }) => {
  if (actionOf(run.kind) === "build") {
    const { performBuild } = await import("./perform-build.ts");
    return performBuild(platform, run, { signal, logger });
  }
  const { performRun } = await import("../../perform-run.ts");
  return performRun(platform, run, { signal, logger, remote: true });
});
