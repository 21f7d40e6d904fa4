// Counts its inputs until the stream ends, and says how many of which id and which events came.
import { Node } from "@millrace/dataflow-runtime";

const counts: Record<string, number> = {};
const count = (key: string): void => {
  counts[key] = (counts[key] ?? 0) + 1;
};
await using node = await Node.connect();
for await (const event of node) {
  if (event.type === "INPUT") count(event.id);
  else if (event.type === "STOP") count(`STOP ${event.id}`);
  else if (event.type === "NODE_FAILED") count(`NODE_FAILED ${event.id} ${event.value.affectedInputIds.join()}`);
  else count(event.type === "NODE_RESTARTED" ? `NODE_RESTARTED ${event.id}` : event.type);
}
console.log(`counted ${JSON.stringify(counts)}`);
