import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { describe, expect, test } from "vitest";
import { protocolErrors, ProtocolError, renderErrorTable, type ProtocolErrorCode } from "@millrace/protocol";

const codes = Object.keys(protocolErrors) as ProtocolErrorCode[];
const here = import.meta.dirname;

/** The text of every test of this package but this one. */
async function testTexts(): Promise<string> {
  const files = (await readdir(here, { recursive: true })).filter(
    (file) => file.endsWith(".test.ts") && basename(file) !== basename(import.meta.filename),
  );
  return (await Promise.all(files.map((file) => readFile(join(here, file), "utf8")))).join("\n");
}

/** The formatter aligns the columns of tables. */
const unaligned = (markdown: string): string => markdown.replaceAll(/ +/g, " ").replaceAll(/-{3,}/g, "---");

describe("the error table", () => {
  test.each(codes)("%s is cited by a test, has a prefix of this package and full sentences", async (code) => {
    expect(await testTexts()).toContain(code);
    expect(code).toMatch(/^PROTOCOL_/);
    expect(protocolErrors[code].summary).toMatch(/^[A-Z].*\.$/);
    expect(protocolErrors[code].remedy).toMatch(/^[A-Z].*\.$/);
  });

  test("stands in the README as it is", async () => {
    const readme = await readFile(join(here, "../README.md"), "utf8");
    expect(unaligned(readme)).toContain(unaligned(renderErrorTable(protocolErrors)));
  });

  test("decides what is retryable", () => {
    const retryable = codes.filter((code) => new ProtocolError(code, "x").retryable);
    expect(retryable).toEqual(["PROTOCOL_DEADLINE_EXCEEDED"]);
  });
});
