import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { acceptApi, apiDiff, apiReport } from "../lib/api-report.mjs";
import { tarballProblems } from "../lib/tarball.mjs";
import { scratch, write } from "./scratch.ts";

const manifest = {
  name: "@millrace/x",
  license: "Apache-2.0",
  exports: {
    ".": { types: "./dist/index.d.ts", default: "./dist/index.js" },
    "./grpc": { types: "./dist/grpc.d.ts", default: "./dist/grpc.js" },
    "./package.json": "./package.json",
  },
  millrace: { rawEntries: ["./grpc"] },
};
const built = {
  "package.json": manifest,
  "dist/index.d.ts": 'export { E as Err } from "./errors-BfL2k9Qx.js";\nimport "./errors-BfL2k9Qx.js";\n',
  "dist/errors-BfL2k9Qx.d.ts": "declare class E {}\nexport { E };\n",
  "dist/grpc.d.ts": "export declare const schema: GenMessage<string>;\n",
  "dist/unreachable.d.ts": "export declare const hidden: number;\n",
};

describe("the report", () => {
  it("holds each entry and what entries share, under names that no build changes", () => {
    expect(apiReport(scratch(built))).toBe(
      [
        "// index.d.ts\n",
        'export { E as Err } from "./errors.shared.d.ts";\nimport "./errors.shared.d.ts";\n',
        "// errors.shared.d.ts\n",
        "declare class E {}\nexport { E };\n",
      ].join("\n"),
    );
  });

  it("is the same when only the name of a shared file changed", () => {
    const folder = scratch(built);
    const before = apiReport(folder);
    write(folder, {
      "dist/index.d.ts": built["dist/index.d.ts"].replaceAll("BfL2k9Qx", "-_90AbCd"),
      "dist/errors--_90AbCd.d.ts": built["dist/errors-BfL2k9Qx.d.ts"],
    });
    expect(apiReport(folder)).toBe(before);
  });

  it("keeps the name of an entry that looks like a shared file", () => {
    const entry = { types: "./dist/error-handlers.d.ts" };
    const folder = scratch({ "package.json": { exports: { ".": entry } }, "dist/error-handlers.d.ts": "export {};" });
    expect(apiReport(folder)).toContain("// error-handlers.d.ts");
  });

  it("asks for a build where there is none", () => {
    expect(() => apiReport(scratch({ "package.json": manifest }))).toThrow(
      "index.d.ts is absent: build the package first",
    );
  });
});

describe("the accepted surface", () => {
  it("is compared line by line", () => {
    const folder = scratch(built);
    acceptApi(folder);
    expect(apiDiff(folder)).toBe("");
    write(folder, { "dist/errors-BfL2k9Qx.d.ts": "declare class E {\n  code: string;\n}\nexport { E };\n" });
    expect(apiDiff(folder).split("\n").slice(1)).toEqual(
      expect.arrayContaining(["-declare class E {}", "+declare class E {", "+  code: string;", "+}"]),
    );
    acceptApi(folder);
    expect(readFileSync(path.join(folder, "etc/api.d.ts"), "utf8")).toContain("code: string");
  });

  it("differs as a whole from nothing", () => {
    expect(apiDiff(scratch(built))).toContain("+declare class E {}");
  });
});

describe("a tarball", () => {
  const documents = { "README.md": "", "CHANGELOG.md": "", LICENSE: "" };

  it("that is in order has no problems", () => {
    expect(tarballProblems(scratch({ ...built, ...documents }))).toEqual([]);
  });

  it.each([
    [
      "a source condition",
      { exports: { ".": { "@millrace/source": "x", types: "./dist/index.d.ts" } } },
      "@millrace/source",
    ],
    ["a workspace range", { dependencies: { "@millrace/protocol": "workspace:^" } }, "workspace:"],
    ["a catalog range", { dependencies: { yaml: "catalog:prod" } }, "catalog:"],
    ["another licence", { license: "MIT" }, "the licence in package.json is MIT"],
    ["generated types in an entry of ours", { millrace: {} }, "GenMessage<string>"],
  ])("with %s has one", (_, change, said) => {
    const folder = scratch({ ...built, ...documents, "package.json": { ...manifest, ...change } });
    expect(tarballProblems(folder)).toEqual([expect.stringContaining(said)]);
  });

  it("without a notice that its manifest names has one", () => {
    const changed = { ...manifest, millrace: { ...manifest.millrace, notices: ["dist/x.LICENSE"] } };
    const said = ["dist/x.LICENSE is not in the tarball"];
    expect(tarballProblems(scratch({ ...built, ...documents, "package.json": changed }))).toEqual(said);
  });

  it("without its documents names them", () => {
    const said = ["README.md", "CHANGELOG.md", "LICENSE"].map((file) => `${file} is not in the tarball`);
    expect(tarballProblems(scratch(built))).toEqual(said);
  });
});
