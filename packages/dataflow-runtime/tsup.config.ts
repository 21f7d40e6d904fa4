// @boundaries-ignore one build configuration serves the whole repository
import { library } from "../../tsup.base.ts";

const entries = { index: "src/index.ts", testing: "src/testing.ts" };

export default library({ ...entries, cli: "src/cli.ts" }, { dts: { entry: entries } });
