// @boundaries-ignore one build configuration serves the whole repository
import { library } from "../../tsup.base.ts";

const entries = { index: "src/index.ts", testing: "src/testing.ts" };

export default library(
  { ...entries, cli: "src/cli.ts" },
  {
    dts: { entry: entries },
    // All of dist is to stay below 300 KB: no maps and no indentation; names and line order stay, for stacks to read.
    sourcemap: false,
    esbuildOptions: (options) => {
      options.minifyWhitespace = true;
      options.minifySyntax = true;
    },
  },
);
