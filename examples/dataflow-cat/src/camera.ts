// A camera: one photograph of the plate at each tick, as BGR.
import { Node } from "@millrace/dataflow-runtime";
import { framesOf, readPlate, writeBgr } from "./plate.ts";

const plate = await readPlate();
const frames = framesOf(plate);
await using node = await Node.connect();
let next = 0;
for await (const event of node) {
  if (event.type !== "INPUT") continue;
  const frame = frames[next];
  if (frame === undefined) break;
  await node.sendOutputRaw(
    "image",
    3 * frame.width * frame.height,
    // In a thread of the embedded runtime this is memory that the other nodes see: nothing is copied on the way.
    (bgr) => writeBgr(plate, frame, bgr),
    { frame: next, ...frame },
  );
  next += 1;
}
