// The script of an operator's own thread: its arguments are the errand, its engine is the host.
import { embeddedLink } from "../current-link.ts";
import { Node } from "../node.ts";
import type { NodeLink } from "../node-link.ts";
import { runOperator } from "./operator-host.ts";
import type { OperatorErrand } from "./operator-threads.ts";

const { id, directory, ...source } = JSON.parse(process.argv[2] ?? "") as OperatorErrand;
await runOperator({ id, source, node: new Node(), link: embeddedLink() as NodeLink, directory });
