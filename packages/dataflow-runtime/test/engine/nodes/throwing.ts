import { Node } from "../../../src/index.ts";

await Node.connect();
throw new RangeError("out of the picture");
