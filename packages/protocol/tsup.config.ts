import { copyFile, readFile, writeFile } from "node:fs/promises";
// @boundaries-ignore one build configuration serves the whole repository
import { library } from "../../tsup.base.ts";

/** Nobody steps through generated code, and its text is two thirds of the map. */
const withoutSources = async (map: string): Promise<void> => {
  const { sourcesContent: _, ...rest } = JSON.parse(await readFile(map, "utf8")) as { sourcesContent?: unknown };
  await writeFile(map, JSON.stringify(rest));
};

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
  {
    onSuccess: async () => {
      await withoutSources("dist/temporal.js.map");
      // The licence of what temporal.js is generated from goes with it.
      await copyFile("src/gen/temporal/LICENSE", "dist/temporal.LICENSE");
    },
  },
);
