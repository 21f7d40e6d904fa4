import { copyFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { tempFolder } from "@millrace/protocol/testing";
import { expect, test } from "vitest";
import { startMockProcessor } from "../../src/testing.ts";
import { bundleWrapper } from "../equivalence/bundle.ts";
import { fixtures } from "./support/wrapper.ts";

test("[NUC-37] the wrapper imports nothing but Node's own modules, and runs from any folder", async () => {
  const source = await bundleWrapper();
  const imported = [...source.matchAll(/^import [^;]*?from "([^"]+)"|^import "([^"]+)"/gm)].map(([, a, b]) => a ?? b);
  expect(imported.length).toBeGreaterThan(0);
  expect(imported.filter((name) => !name?.startsWith("node:"))).toEqual([]);

  await using folder = await tempFolder();
  const wrapper = path.join(folder.path, "wrapper.js");
  await writeFile(wrapper, source);
  await copyFile(path.join(fixtures, "classic.cjs"), path.join(folder.path, "handler.cjs"));
  await using processor = await startMockProcessor({
    wrapper,
    handler: `${path.join(folder.path, "handler.cjs")}:handler`,
  });
  expect((await processor.send()).body.toString()).toBe("ok");
});
