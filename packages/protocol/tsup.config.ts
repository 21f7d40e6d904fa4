import { copyFile } from "node:fs/promises";
// @boundaries-ignore one build configuration serves the whole repository
import { library } from "../../tsup.base.ts";

export default library(
  {
    index: "src/index.ts",
    context: "src/context.ts",
    grpc: "src/grpc/index.ts",
    numaflow: "src/numaflow/index.ts",
    payload: "src/payload/index.ts",
    temporal: "src/temporal/index.ts",
    testing: "src/testing/index.ts",
  },
  // The licence of what temporal.js is generated from goes with it.
  { onSuccess: () => copyFile("src/gen/temporal/LICENSE", "dist/temporal.LICENSE") },
);
