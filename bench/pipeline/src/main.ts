// What a stage costs, beside what people use today: `npm run bench -- pipeline`. See README.md beside this folder.
import { parseArgs } from "node:util";
import { fullScale, quickScale } from "./cases.ts";
import { measureImports } from "./imports.ts";
import { caseTable, importTable, ownTable } from "./report.ts";
import { rowsOf } from "./rows.ts";
import { runRounds } from "./run-rounds.ts";
import { shapes } from "./topology.ts";
import { verdicts } from "./verdicts.ts";

const { values } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    quick: { type: "boolean", default: false },
    rounds: { type: "string" },
    "limit-s": { type: "string" },
  },
});
const chosen = values.quick ? quickScale : fullScale;
const scale = {
  ...chosen,
  rounds: Number(values.rounds ?? chosen.rounds),
  limitMs: 1000 * Number(values["limit-s"] ?? chosen.limitMs / 1000),
};
console.log(
  `Node ${process.version}, ${process.platform} ${process.arch}; medians (min..max) of ${scale.rounds} rounds`,
);
const results = await runRounds(scale, (line) => console.log(line));
const imports = await measureImports(scale.imports);
const tables = shapes.flatMap((shape) => scale.sizes.map((size) => caseTable(results, shape, size)));
const judgement = values.quick ? "Quick: these figures mean nothing." : verdicts(results, imports, scale).join("\n");
const parts = [...tables, ownTable(results, scale), importTable(imports), judgement];
for (const part of parts) console.log(`\n${part}`);
if (values.json) console.log(JSON.stringify(rowsOf(results, imports, scale)));
