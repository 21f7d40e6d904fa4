// @boundaries-ignore one build configuration serves the whole repository
import { library } from "../../tsup.base.ts";

const entries = { index: "src/index.ts", testing: "src/testing.ts" };

export default library(
  { ...entries, cli: "src/cli.ts" },
  {
    dts: { entry: entries },
    // All of dist is to stay below 300 KB: no maps and no indentation. Names stay, and lines are short, because Node
    // prints the line that threw above an uncaught error.
    sourcemap: false,
    esbuildOptions: (options) => {
      options.minifyWhitespace = true;
      options.minifySyntax = true;
      options.lineLimit = 120;
    },
  },
);
