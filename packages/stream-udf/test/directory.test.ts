import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { silentLogger } from "@millrace/protocol";
import { expectCode } from "@millrace/protocol/testing";
import { expect, test } from "vitest";
import { bytes, createUdfServer, defineMap } from "../src/index.ts";

/** A user that owns nothing. */
const nobody = 65_534;

test("a directory that exists and cannot be written to is a coded error that says what to do", async () => {
  const directory = await mkdtemp(path.join(tmpdir(), "udf-"));
  await chmod(directory, 0o555);
  // What root may do no mode forbids.
  const isRoot = process.geteuid?.() === 0;
  if (isRoot) process.seteuid?.(nobody);
  try {
    const map = defineMap({ input: bytes, output: bytes, handle: (value) => ({ value }) });
    const server = createUdfServer({ map, directory, logger: silentLogger });
    const error = await expectCode(server.run(), "UDF_DIRECTORY_UNUSABLE");
    expect(error.message).toContain(`'${path.join(directory, "map.sock")}' cannot be written: listen EACCES`);
    expect(error.message).toContain("choose another with 'directory'");
  } finally {
    if (isRoot) process.seteuid?.(0);
    await rm(directory, { recursive: true });
  }
});
