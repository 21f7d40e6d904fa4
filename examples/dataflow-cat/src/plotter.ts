// Draws each box into its photograph and puts all of them onto one sheet: out/cats.png.
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { Node } from "@millrace/dataflow-runtime";
import { Sheet } from "./sheet.ts";

const out = path.join(import.meta.dirname, "..", "out");
const sheet = new Sheet(6);
await using node = await Node.connect();
for await (const event of node) {
  if (event.type !== "INPUT") continue;
  const { frame, width, height } = event.metadata.parameters as Readonly<Record<string, number>>;
  if (event.id === "image") sheet.image(frame!, event.data, width!, height!);
  else sheet.box(frame!, event.value.as("Float32").toArray());
}
await mkdir(out, { recursive: true });
await writeFile(path.join(out, "cats.png"), sheet.png());
