import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { describe, expect, test } from "vitest";
import { renderErrorTable } from "@millrace/protocol";
import { GrpcError, grpcErrors, type GrpcErrorCode } from "@millrace/protocol/grpc";

const codes = Object.keys(grpcErrors) as GrpcErrorCode[];
const here = import.meta.dirname;

/** The formatter aligns the columns of tables. */
const unaligned = (markdown: string): string => markdown.replaceAll(/ +/g, " ").replaceAll(/-{3,}/g, "---");

describe("the error table of gRPC", () => {
  test.each(codes)("%s is cited by a test, and has full sentences", async (code) => {
    const files = (await readdir(here)).filter(
      (file) => file.endsWith(".test.ts") && file !== basename(import.meta.filename),
    );
    const texts = await Promise.all(files.map((file) => readFile(join(here, file), "utf8")));
    expect(texts.join("\n")).toContain(code);
    expect(code).toMatch(/^GRPC_/);
    expect(grpcErrors[code].summary).toMatch(/^[A-Z].*\.$/);
    expect(grpcErrors[code].remedy).toMatch(/^[A-Z].*\.$/);
    expect(new GrpcError(code, "x").name).toBe("GrpcError");
  });

  test("stands in the README as it is", async () => {
    const readme = await readFile(join(here, "../../README.md"), "utf8");
    expect(unaligned(readme)).toContain(unaligned(renderErrorTable(grpcErrors)));
  });
});
