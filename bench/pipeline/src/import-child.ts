// Prints the milliseconds that importing one library takes. Started by `imports.ts`; loads nothing else that it can help.
import { peersFolder } from "./env.ts";

interface Loader {
  readonly load: (name: string) => Promise<unknown>;
}

const name = process.argv[2] ?? "";
const load =
  name === "millrace"
    ? () => import("@millrace/pipeline-core")
    : ((await import(`${peersFolder()}/peers.mjs`)) as Loader).load;
const started = performance.now();
await load(name);
console.log(performance.now() - started);
