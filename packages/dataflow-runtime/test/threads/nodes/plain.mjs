// A script of plain JavaScript.
import { Node } from "../../../src/node.ts";

const node = new Node();
await node.sendOutput("out", "from plain JavaScript");
