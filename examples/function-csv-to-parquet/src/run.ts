import { createRequire } from "node:module";
import path from "node:path";
import { connectProject, type ConnectOptions, type Run } from "@millrace/function-runtime";

const require = createRequire(import.meta.url);

/** The reports, 10,000 of the first that the Federal Aviation Administration of the U.S. published. */
export const reports: string = require.resolve("vega-datasets/data/birdstrikes.csv");

/** Logs the raw file in a project, and runs the job on it, in a process of its own. */
export async function runClean(options: ConnectOptions, parameters: { readonly from?: string } = {}): Promise<Run> {
  const project = await connectProject("bird-strikes", options);
  const raw = await project.logDataitem({ name: "reports", kind: "table", sourcePath: reports });
  const fn = await project.newFunction({
    name: "clean",
    kind: "nodejs",
    nodeVersion: "NODE_24",
    codeSrc: import.meta.dirname,
    handler: "clean:clean",
  });
  return fn.run("job", { inputs: { raw: raw.key }, parameters, wait: true });
}

/** Where a story keeps its project. */
export const storeOf = (folder: string): string => path.join(folder, "out", "functions");
