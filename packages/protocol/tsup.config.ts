// @boundaries-ignore one build configuration serves the whole repository
import { library } from "../../tsup.base.ts";

export default library({
  index: "src/index.ts",
  context: "src/context.ts",
  payload: "src/payload/index.ts",
  testing: "src/testing/index.ts",
});
