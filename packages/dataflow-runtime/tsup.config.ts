// @boundaries-ignore one build configuration serves the whole repository
import { library } from "../../tsup.base.ts";

const entries = { index: "src/index.ts", testing: "src/testing.ts" };

/** Not for import: the command, and where the threads of nodes begin. */
const programs = {
  cli: "src/cli.ts",
  worker: "src/embedded/threads/worker-main.ts",
  "operator-worker": "src/host/operator-worker.ts",
};

export default library({ ...entries, ...programs }, { dts: { entry: entries } });
