// Writes the fused days into out/pairs.csv.
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { Node, port } from "@millrace/dataflow-runtime";
import { pair, type Pair } from "./weather.ts";

const input = port.json(pair);
const pairs: Pair[] = [];
await using node = await Node.connect();
for await (const event of node) if (event.type === "INPUT") pairs.push(input.receive(event.value, "input 'pair'"));

const out = path.join(import.meta.dirname, "..", "out");
await mkdir(out, { recursive: true });
const lines = pairs
  .toSorted((one, other) => one.date.localeCompare(other.date))
  .map(({ date, westCelsius, eastCelsius }) => `${date},${westCelsius},${eastCelsius}\n`);
await writeFile(path.join(out, "pairs.csv"), `date,seattle,new_york\n${lines.join("")}`);
