// @boundaries-ignore one build configuration serves the whole repository
import { library } from "../../tsup.base.ts";

export default library({
  index: "src/index.ts",
  function: "src/function.ts",
  sink: "src/sink.ts",
  testing: "src/testing.ts",
});
