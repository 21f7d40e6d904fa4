import process from "node:process";

const isSource: boolean = import.meta.url.endsWith(".ts");

/** What the process of a job or build executes. */
export const runEntry: URL = new URL(isSource ? "./run-main.ts" : "./run-main.js", import.meta.url);

/** What the process of a service executes. */
export const serveEntry: URL = new URL(isSource ? "../http/serve-main.ts" : "./serve-main.js", import.meta.url);

/**
 * The flags of a run's process. Those of this process are not inherited, those of NODE_OPTIONS are.
 *
 * @param heapMiB its heap; absent: Node's own limit.
 */
export function nodeFlags(heapMiB: number | undefined): readonly string[] {
  return [
    ...(heapMiB === undefined ? [] : [`--max-old-space-size=${heapMiB}`]),
    // Functions may be written in TypeScript; Node before 22.18 strips types only when told so, and then warns.
    ...(stripsTypes() ? [] : ["--experimental-strip-types", "--disable-warning=ExperimentalWarning"]),
    ...(isSource ? ["--conditions=@millrace/source"] : []),
  ];
}

function stripsTypes(): boolean {
  const { typescript } = process.features as { readonly typescript?: string | false };
  return typeof typescript === "string";
}
