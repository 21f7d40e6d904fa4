// @boundaries-ignore one test configuration serves the whole repository
import { project } from "../../vitest.base.ts";

// Fixture projects run in child processes; a loaded machine starts them slowly.
export default project({ testTimeout: 120_000 });
