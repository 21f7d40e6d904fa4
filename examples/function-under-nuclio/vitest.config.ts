// @boundaries-ignore one test configuration serves the whole repository
import { project } from "../../vitest.base.ts";

export default project();
