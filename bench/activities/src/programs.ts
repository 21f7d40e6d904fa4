import { fileURLToPath } from "node:url";

const names: Readonly<Record<string, string>> = { millrace: "millrace", "@temporalio/worker": "temporalio" };

/** The program by which a contender takes part. */
export const programOf = (folder: "workers" | "first-results", contender: string): string =>
  fileURLToPath(new URL(`${folder}/${names[contender]}.mjs`, import.meta.url));
