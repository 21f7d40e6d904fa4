import { readdirSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { installLines, packAll, packCommand } from "../lib/pack-packages.mjs";
import { packagesIn } from "../lib/workspace.mjs";
import { scratch } from "./scratch.ts";

const workspace = {
  "packages/core/package.json": { name: "@shop/core", version: "1.2.3" },
  "packages/till/package.json": {
    name: "@shop/till",
    version: "0.1.0",
    dependencies: { "@shop/core": "^1.2.3", yaml: "2" },
  },
};

it("packs all packages into a folder that holds nothing else", async () => {
  const base = scratch({ ...workspace, "out/packages/shop-core-1.0.0.tgz": "an older one" });
  const packages = packagesIn("packages", base);
  const destination = path.join(base, "out/packages");
  const tarballs = await packAll(packages, destination);
  expect(readdirSync(destination).sort()).toEqual(["shop-core-1.2.3.tgz", "shop-till-0.1.0.tgz"]);
  expect([...tarballs.values()]).toEqual(
    ["shop-core-1.2.3.tgz", "shop-till-0.1.0.tgz"].map((file) => path.join(destination, file)),
  );
});

it("says how to install each, with what it needs of ours", () => {
  const packages = packagesIn("packages", scratch(workspace));
  const tarballs = new Map(packages.map(({ folder, id }) => [folder, `/out/my packages/${id}.tgz`]));
  expect(installLines(packages, tarballs)).toEqual([
    'npm install "/out/my packages/core.tgz"',
    'npm install "/out/my packages/till.tgz" "/out/my packages/core.tgz"',
  ]);
});

it("takes no arguments", async () => {
  await expect(packCommand(["stream-udf"])).rejects.toThrow(
    "npm run pack packs all packages, and takes no 'stream-udf'",
  );
});
