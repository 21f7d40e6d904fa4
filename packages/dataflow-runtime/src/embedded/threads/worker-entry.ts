/** Where a worker begins: beside this file in the sources, as an entry of its own in the published package. */
const isSource: boolean = import.meta.url.endsWith(".ts");

export const workerEntry: URL = new URL(isSource ? "./worker-main.ts" : "./worker.js", import.meta.url);

/** Sources resolve workspace packages to sources. */
export const workerConditions: readonly string[] = isSource ? ["--conditions=@millrace/source"] : [];
