// Compares the detector's boxes with those that were drawn by hand; the exit code is its verdict.
import { readFile } from "node:fs/promises";
import path from "node:path";
import { Node } from "@millrace/dataflow-runtime";
import { agreement, type Box } from "./box.ts";

/** The least agreement in any photograph, and on average. */
const least = 0.75;
const average = 0.85;

const file = path.join(import.meta.dirname, "..", "boxes.json");
const { boxes } = JSON.parse(await readFile(file, "utf8")) as { readonly boxes: readonly Box[] };

await using node = await Node.connect();
const agreements = new Map<number, number>();
for await (const event of node) {
  if (event.type !== "INPUT") continue;
  const { frame, left, top } = event.metadata.parameters as Readonly<Record<string, number>>;
  const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = event.value.as("Float32").toArray();
  const found: Box = [x0 + left!, y0 + top!, x1 + left!, y1 + top!];
  agreements.set(frame!, agreement(found, boxes[frame!]!));
}

const all = [...agreements.values()];
const mean = all.reduce((sum, value) => sum + value, 0) / all.length;
const worst = Math.min(...all);
const isGood = all.length === boxes.length && worst >= least && mean >= average;
console.log(
  `${all.length} of ${boxes.length} cats found; agreement with boxes drawn by hand: ${mean.toFixed(3)} on average, ${worst.toFixed(3)} at least: ${isGood ? "good" : "not good enough"}`,
);
if (!isGood) process.exitCode = 1;
