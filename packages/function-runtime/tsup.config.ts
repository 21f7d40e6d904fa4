// @boundaries-ignore one build configuration serves the whole repository
import { library } from "../../tsup.base.ts";

export default library({ index: "src/index.ts" });
