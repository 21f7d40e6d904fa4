// The wrapper that Nuclio's processor starts for each worker of a function: NUCLIO_NODEJS_WRAPPER_PATH names this file.
import { runWrapper } from "./run-wrapper.ts";

void runWrapper(process.argv.slice(2));
