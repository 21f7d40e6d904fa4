// @boundaries-ignore one build configuration serves the whole repository
import { library } from "../../tsup.base.ts";

const entries = { index: "src/index.ts", server: "src/server.ts", nuclio: "src/nuclio.ts", testing: "src/testing.ts" };

/** Not for import: the command, and where child processes and images begin. */
const programs = {
  cli: "src/cli.ts",
  "run-main": "src/embedded/runner/run-main.ts",
  "serve-main": "src/embedded/http/serve-main.ts",
  "image-main": "src/embedded/build/image-main.ts",
};

export default [
  library({ ...entries, ...programs }, { dts: { entry: entries } }),
  // One file that can be copied anywhere: Nuclio's processor is given its path.
  library(
    { "nuclio-wrapper": "src/nuclio/wrapper-main.ts" },
    { dts: false, clean: false, splitting: false, noExternal: [/./] },
  ),
];
