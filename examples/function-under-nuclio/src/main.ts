import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { nuclioFunctionYaml } from "@millrace/function-runtime/nuclio";
import { type Caller, callers, type Outcome } from "./callers.ts";
import type { Point } from "./route.ts";

const capitals = createRequire(import.meta.url).resolve("vega-datasets/data/us-state-capitals.json");

async function main(): Promise<boolean> {
  const tour = JSON.parse(await readFile(capitals, "utf8")) as Point[];
  const calls: Record<string, object> = {
    "the capitals of the states of the U.S.": { points: tour },
    "the same 400 times: a body of megabytes": { points: Array.from({ length: 400 }, () => tour).flat() },
    "a point beyond the pole": { points: [{ lat: 91, lon: 0 }, ...tour] },
    "one point": { points: tour.slice(0, 1) },
  };
  const outcomes: Outcome[][] = [];
  for (const start of callers) {
    const caller = await start();
    try {
      console.log(`${caller.name}:`);
      outcomes.push(await callAll(caller, calls));
    } finally {
      await caller.close();
    }
  }

  const [first, ...others] = outcomes.map((own) => JSON.stringify(own));
  const isSame = others.every((own) => own === first);
  const isRight = outcomes[0]?.[0] !== "refused" && outcomes[0]?.[2] === "refused" && outcomes[0]?.[3] === "refused";
  const out = path.join(import.meta.dirname, "..", "out");
  await mkdir(out, { recursive: true });
  await writeFile(
    path.join(out, "function.yaml"),
    nuclioFunctionYaml({ name: "route", handler: "route.ts:routeLength" }),
  );
  console.log(`\nThe same from all three: ${isSame ? "yes" : "NO"}. For the real one: out/function.yaml`);
  return isSame && isRight;
}

async function callAll(caller: Caller, calls: Readonly<Record<string, object>>): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const [what, parameters] of Object.entries(calls)) {
    const outcome = await caller.call(parameters);
    outcomes.push(outcome);
    console.log(`  ${what.padEnd(40)} ${outcome === "refused" ? outcome : `${outcome.km} km, ${outcome.legs} legs`}`);
  }
  return outcomes;
}

process.exitCode = (await main()) ? 0 : 1;
