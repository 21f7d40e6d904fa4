// Says which parameters came and went.
import { Node } from "@millrace/dataflow-runtime";

const heard: string[] = [];
await using node = await Node.connect();
for await (const event of node) {
  if (event.type === "PARAM_UPDATE") heard.push(`${event.id}=${String(event.value)}`);
  if (event.type === "PARAM_DELETED") heard.push(`${event.id} gone`);
}
console.log(`params ${heard.join(" ")}`);
