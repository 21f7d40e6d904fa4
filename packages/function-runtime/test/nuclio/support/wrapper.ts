import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, onTestFinished } from "vitest";
import { startMockProcessor, type MockProcessor, type MockProcessorOptions } from "../../../src/testing.ts";
import { bundleWrapper } from "../../equivalence/bundle.ts";

export const fixtures: string = fileURLToPath(new URL("../fixtures", import.meta.url));

/** What children need besides, on a Node that does not strip types by itself. */
const stripping = process.features.typescript === false ? { NODE_OPTIONS: "--experimental-strip-types" } : {};

export type Start = (
  handler: string,
  options?: Partial<Omit<MockProcessorOptions, "handler">>,
) => Promise<MockProcessor>;

/**
 * The wrapper as one file, in a folder of its own for a test file; what tests start ends with them.
 *
 * @returns starts it with a function of the fixtures: `"classic.cjs:handler"`, under either protocol
 */
export const useWrapper = (): Start => {
  let folder = "";
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "millrace-wrapper-"));
    await writeFile(path.join(folder, "wrapper.mjs"), await bundleWrapper());
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  return async (handler, { protocol = "nodejs", env, ...options } = {}) => {
    const [file = "", name = ""] = handler.split(":");
    const module = path.basename(file, path.extname(file));
    const processor = await startMockProcessor({
      wrapper: path.join(folder, "wrapper.mjs"),
      protocol,
      handler: protocol === "nodejs" ? `${path.join(fixtures, file)}:${name}` : `${module}:${name}`,
      env: { ...stripping, PYTHONPATH: fixtures, ...env },
      ...options,
    });
    onTestFinished(() => processor.close());
    return processor;
  };
};

export const protocols = ["nodejs", "python"] as const;
