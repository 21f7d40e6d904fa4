import { existsSync, readdirSync, readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { expectCode, tempFolder } from "@millrace/protocol/testing";
import fc from "fast-check";
import { beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { parseServerInfo, serverInfoTerminator, type ServerInfo } from "../src/index.ts";
import type * as Package from "../src/index.ts";
import { formatServerInfo } from "../src/server-info.ts";

const info: ServerInfo = {
  protocol: "uds",
  language: "javascript",
  minimumNumaflowVersion: "1.4.0-z",
  version: "",
  metadata: { MAP_MODE: "unary-map" },
};

describe("the text of a server-info file", () => {
  test("[P-9] is the object, then the terminator, byte for byte", () => {
    expect(formatServerInfo(info)).toBe(
      '{"protocol":"uds","language":"javascript","minimum_numaflow_version":"1.4.0-z","version":"","metadata":{"MAP_MODE":"unary-map"}}U+005C__END__',
    );
    expect(serverInfoTerminator).toHaveLength(13);
  });

  test("is read as it was written", () => {
    const text = fc.string();
    const infos = fc.record({
      protocol: fc.constantFrom("uds" as const, "tcp" as const),
      language: text,
      minimumNumaflowVersion: text,
      version: text,
      metadata: fc.dictionary(text, text),
    });
    fc.assert(
      fc.property(infos, (each) => {
        expect(parseServerInfo(formatServerInfo(each), "f")).toEqual({ ...each, metadata: { ...each.metadata } });
      }),
    );
  });

  test("[P-10] is read with blanks, null and missing fields, as other SDKs write it", () => {
    const python = '{"protocol": "uds", "language": "python", "metadata": {}}U+005C__END__';
    const go =
      '{"protocol":"uds","language":"go","minimum_numaflow_version":"1.4.0-z","version":"v0.12.0","metadata":null}U+005C__END__';
    const empty: ServerInfo = { protocol: "uds", language: "", minimumNumaflowVersion: "", version: "", metadata: {} };
    expect(parseServerInfo(python, "f")).toEqual({ ...empty, language: "python" });
    expect(parseServerInfo(go, "f")).toEqual({
      ...empty,
      language: "go",
      minimumNumaflowVersion: "1.4.0-z",
      version: "v0.12.0",
    });
    expect(parseServerInfo(`{}${serverInfoTerminator}`, "f")).toEqual(empty);
  });

  test("[P-11] torn anywhere, it is a coded error that names the file", async () => {
    const whole = formatServerInfo(info);
    for (let length = 0; length < whole.length; length++) {
      const error = await expectCode(
        () => parseServerInfo(whole.slice(0, length), "/run/x"),
        "UDF_SERVER_INFO_INVALID",
      );
      expect(error.message).toContain("'/run/x'");
    }
  });

  test.each(["[]", "null", "5", "{", ""])("'%s' before the terminator is a coded error", async (json) => {
    await expectCode(() => parseServerInfo(json + serverInfoTerminator, "f"), "UDF_SERVER_INFO_INVALID");
  });
});

describe("persistCriticalError", () => {
  let directory = "";
  let persistCriticalError: typeof Package.persistCriticalError;

  beforeEach(async () => {
    const folder = await tempFolder();
    onTestFinished(() => folder[Symbol.asyncDispose]());
    directory = folder.path;
    // It works once in a process: each test gets a module of its own.
    vi.resetModules();
    ({ persistCriticalError } = await import("../src/index.ts"));
  });

  const reportIn = (folder: string): unknown => {
    const [file] = readdirSync(folder);
    expect(file).toMatch(/^\d{10}-udf\.json$/);
    return JSON.parse(readFileSync(path.join(folder, file as string), "utf8"));
  };

  test("[E-1] [P-23] writes container, time, code, message and details", async () => {
    const error = { code: "NO_DISK", message: "the disk is full", details: "100 %" };
    await persistCriticalError(error, { directory, containerType: "udf" });
    const report = reportIn(path.join(directory, "application-errors/udf"));
    expect(report).toMatchObject({ container: "udf", ...error });
    expect((report as { timestamp: number }).timestamp).toBeGreaterThan(1_700_000_000);
  });

  test("[E-2] [P-23] without a code it is an internal error", async () => {
    await persistCriticalError({ message: "x" }, { directory, containerType: "udf" });
    expect(reportIn(path.join(directory, "application-errors/udf"))).toMatchObject({
      code: "Internal error",
      details: "",
    });
  });

  test("[E-3] [P-23] the second call is an error, and writes nothing", async () => {
    await persistCriticalError({ message: "first" }, { directory, containerType: "udf" });
    const second = persistCriticalError({ message: "second" }, { directory, containerType: "other" });
    await expectCode(second, "UDF_ALREADY_REPORTED");
    expect(existsSync(path.join(directory, "application-errors/other"))).toBe(false);
  });

  test("[E-4] [P-23] a directory that is there already is used", async () => {
    await mkdir(path.join(directory, "application-errors/udf"), { recursive: true });
    await persistCriticalError({ message: "x" }, { directory, containerType: "udf" });
    expect(reportIn(path.join(directory, "application-errors/udf"))).toMatchObject({ message: "x" });
  });

  test("[P-12] the container is that of the environment, or unknown", async () => {
    vi.stubEnv("NUMAFLOW_UD_CONTAINER_TYPE", undefined);
    onTestFinished(() => void vi.unstubAllEnvs());
    await persistCriticalError({ message: "x" }, { directory });
    expect(readdirSync(path.join(directory, "application-errors"))).toEqual(["unknown-container"]);
  });

  test("a directory that cannot be written to is a coded error", async () => {
    const file = path.join(directory, "file");
    await writeFile(file, "");
    await expectCode(persistCriticalError({ message: "x" }, { directory: file }), "UDF_REPORT_FAILED");
  });
});
