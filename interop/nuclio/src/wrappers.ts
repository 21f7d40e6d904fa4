import { chmod, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { StockWrappers } from "./processor-binary.ts";

/** A wrapper, and how the processor is told of it. */
export interface Wrapper {
  readonly name: string;
  readonly runtime: "nodejs" | "python:3.11";
  /** `spec.handler` of a function: `file` with its extension, and the export. */
  handler(file: string, name: string): string;
  /** What the processor's environment needs. `folder` is the function's, `scratch` is empty and may be written to. */
  environment(folder: string, scratch: string): Promise<Readonly<Record<string, string>>>;
}

const ourWrapperFile: string = fileURLToPath(
  new URL("../../../packages/function-runtime/dist/nuclio-wrapper.js", import.meta.url),
);

const nodejs = (name: string, file: string): Wrapper => ({
  name,
  runtime: "nodejs",
  handler: (source, handler) => `${source}:${handler}`,
  environment: (folder) =>
    Promise.resolve({
      NUCLIO_NODEJS_WRAPPER_PATH: file,
      NUCLIO_NODEJS_EXE: process.execPath,
      NUCLIO_HANDLER_DIR: folder,
    }),
});

const moduleOf = (source: string, handler: string): string => `${source.replace(/\.\w+$/, "")}:${handler}`;

export const ours: Wrapper = nodejs("ours", ourWrapperFile);

export const stockNodejs = ({ nodejs: file }: StockWrappers): Wrapper => nodejs("stock nodejs", file);

/** Our wrapper in the place of python's: the shell drops the `-u` that the processor gives the interpreter. */
export const oursAsPython: Wrapper = {
  name: "ours as python",
  runtime: "python:3.11",
  handler: moduleOf,
  environment: async (folder, scratch) => {
    const shim = join(scratch, "node-as-python");
    await writeFile(shim, `#!/bin/sh\nshift\nexec "${process.execPath}" "$@"\n`);
    await chmod(shim, 0o755);
    return {
      NUCLIO_PYTHON_EXE_PATH: shim,
      NUCLIO_PYTHON_WRAPPER_PATH: ourWrapperFile,
      NUCLIO_PYTHON_PATH: folder,
    };
  },
};

export const stockPython = ({ python: { wrapper, folder: modules, interpreter } }: StockWrappers): Wrapper => ({
  name: "stock python",
  runtime: "python:3.11",
  handler: moduleOf,
  environment: (folder) =>
    Promise.resolve({
      NUCLIO_PYTHON_EXE_PATH: interpreter,
      NUCLIO_PYTHON_WRAPPER_PATH: wrapper,
      NUCLIO_PYTHON_PATH: `${folder}:${modules}`,
    }),
});
