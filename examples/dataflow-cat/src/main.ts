import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { graphHtml, readDataflow, runDataflow } from "@millrace/dataflow-runtime";

const folder = path.join(import.meta.dirname, "..");
const file = path.join(folder, "dataflow.yml");

const { stats, ok } = await runDataflow(file, {
  // The camera and the plotter only wait for data, not for the camera's timer.
  exitWhenNodesFinish: true,
  onLog: ({ nodeId, message }) => console.log(`${nodeId}: ${message}`),
});

await mkdir(path.join(folder, "out"), { recursive: true });
await writeFile(path.join(folder, "out", "graph.html"), graphHtml(await readDataflow(file), stats));

console.log("\nWhat flowed:\n");
for (const { source, nodeId, inputId, messages, bytes, dropped } of stats.edges) {
  const size = bytes === 0 ? "" : `, ${(bytes / 1e6).toFixed(2)} MB`;
  console.log(
    `  ${source} → ${nodeId}/${inputId}: ${messages} messages${size}${dropped > 0 ? `, ${dropped} dropped` : ""}`,
  );
}
console.log(`\nTo look at: out/cats.png and out/graph.html. It took ${Math.round(stats.elapsedMs)} ms.`);
process.exitCode = ok ? 0 : 1;
