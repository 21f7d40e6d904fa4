/** Where a worker begins: beside this file in the sources, as an entry of its own in the published package. */
const isSource: boolean = import.meta.url.endsWith(".ts");
const sourceCondition = "--conditions=@millrace/source";

export const workerEntry: URL = new URL(isSource ? "./worker-main.ts" : "./worker.js", import.meta.url);

/**
 * The flags of Node for a worker; `undefined`: those of this process, which are not repeated since a worker refuses
 * some that it inherits without a word.
 */
export function workerFlags(script: string, runtimeArgs: readonly string[]): string[] | undefined {
  const flags = [...runtimeArgs];
  // Sources resolve workspace packages to sources.
  if (isSource && !process.execArgv.includes(sourceCondition)) flags.push(sourceCondition);
  // Node 22 reads TypeScript when it is told to; later ones do so by themselves.
  if ((isSource || /\.[cm]?ts$/.test(script)) && !process.features.typescript)
    flags.push("--experimental-strip-types", "--no-warnings");
  if (flags.length === 0) return undefined;
  return isSource && !flags.includes(sourceCondition) ? [sourceCondition, ...flags] : flags;
}
