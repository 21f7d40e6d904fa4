import { performRun } from "../../perform-run.ts";
import { actionOf } from "../../kinds.ts";
import { runChild } from "./child-side.ts";
import { performBuild } from "./perform-build.ts";

runChild(async ({ run, platform, signal, logger }) =>
  actionOf(run.kind) === "build"
    ? performBuild(platform, run, { signal, logger })
    : performRun(platform, run, { signal, logger, remote: true }),
);
