import { fileURLToPath } from "node:url";

const isSource: boolean = import.meta.url.endsWith(".ts");

/**
 * This package's wrapper, for the processor's `NUCLIO_NODEJS_WRAPPER_PATH`: one file, which may be copied into an image.
 */
export const nuclioWrapperPath: string = fileURLToPath(
  new URL(isSource ? "./wrapper-main.ts" : "./nuclio-wrapper.js", import.meta.url),
);
