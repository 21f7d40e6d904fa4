import { fileURLToPath } from "node:url";
import { lastLineOf } from "./child-process.ts";
import { ours, peerNames } from "./contenders.ts";
import { spreadOf, type Spread } from "@millrace/tooling-bench";

/**
 * Milliseconds that `import` of each library takes in a fresh process, by name; the libraries take turns. Ours is
 * imported as its users get it, from `dist/`; without a build it is missing here.
 */
export async function measureImports(times: number): Promise<ReadonlyMap<string, Spread>> {
  const child = fileURLToPath(new URL("import-child.ts", import.meta.url));
  const measured = new Map<string, number[]>([ours, ...peerNames].map((name) => [name, []]));
  for (let time = 0; time < times; time++) {
    for (const [name, list] of measured) {
      const result = await lastLineOf([child, name], 30_000);
      if ("line" in result) list.push(Number(result.line));
    }
  }
  return new Map([...measured].filter(([, list]) => list.length > 0).map(([name, list]) => [name, spreadOf(list)]));
}
