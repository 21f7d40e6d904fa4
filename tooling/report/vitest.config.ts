// @boundaries-ignore one test configuration serves the whole repository
import { project } from "../../vitest.base.ts";

// Browsers, compilers and programs start in these tests; on a busy machine that takes a while.
export default project();
