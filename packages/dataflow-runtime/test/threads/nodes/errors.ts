// Logs the codes of the errors among its events.
import { Node } from "../../../src/node.ts";
import { DataflowError } from "../../../src/errors.ts";

const node = await Node.connect();
for await (const event of node) {
  if (event.type === "ERROR" && DataflowError.is(event.error)) node.logError(event.error.code);
}
await node.close();
