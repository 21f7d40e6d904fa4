// Measures one contender in one case and prints the figures as one line. Started by `child-process.ts`.
import type { ChildRequest } from "./child-process.ts";
import { loadContender } from "./contenders.ts";
import { measure } from "./measure.ts";
import { levelsOf } from "./topology.ts";

const { contender, shape, size, sync, effort } = JSON.parse(process.argv[2] ?? "{}") as ChildRequest;
const noOp = sync ? () => undefined : async () => undefined;
const measurement = await measure(await loadContender(contender), levelsOf(shape, size), noOp, effort);
console.log(JSON.stringify(measurement));
