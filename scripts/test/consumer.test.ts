import path from "node:path";
import { expect, it } from "vitest";
import { withOwnDependencies } from "../lib/consumer.mjs";
import { soakSuites } from "../lib/soak.mjs";
import { packagesIn } from "../lib/workspace.mjs";
import { scratch } from "./scratch.ts";

it("packs a package together with those of ours that it needs, and no more", () => {
  const base = scratch({
    "packages/cli/package.json": { name: "@millrace/cli", dependencies: { "@millrace/core": "workspace:^" } },
    "packages/core/package.json": {
      name: "@millrace/core",
      dependencies: { "@millrace/protocol": "workspace:^", yaml: "1" },
    },
    "packages/other/package.json": { name: "@millrace/other" },
    "packages/protocol/package.json": { name: "@millrace/protocol" },
  });
  const names = (id: string): readonly string[] =>
    withOwnDependencies(path.join(base, "packages", id), packagesIn("packages", base)).map((each) =>
      path.basename(each),
    );
  expect(names("cli")).toEqual(["cli", "core", "protocol"]);
  expect(names("protocol")).toEqual(["protocol"]);
});

it("takes every package with a soak script for a suite", () => {
  const base = scratch({
    "packages/a/package.json": { name: "a", scripts: { soak: "node soak.ts" } },
    "packages/b/package.json": { name: "b", scripts: { test: "vitest" } },
    "interop/numaflow/package.json": { name: "n", scripts: { soak: "node soak.ts" } },
  });
  expect(soakSuites(base).map(({ id }) => id)).toEqual(["a", "numaflow"]);
});
