import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { must } from "@millrace/tooling-engines";

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** Our package and the one of ours that it needs, as they would be published. */
const packOurs = (folder: string): Promise<readonly string[]> =>
  Promise.all(
    ["protocol", "workflow-sdk"].map(async (name) => {
      const args = ["pack", "--json", "--pack-destination", folder];
      const output = await must("pnpm", args, { cwd: here(`../../../packages/${name}`) });
      return join(folder, (JSON.parse(output) as { filename: string }).filename.split("/").at(-1) ?? "");
    }),
  );

/** What the official documents tell people to install. */
const officialSet = async (): Promise<readonly string[]> => {
  const versions = JSON.parse(await readFile(here("../peers.json"), "utf8")) as Readonly<Record<string, string>>;
  return Object.entries(versions).map(([name, version]) => `${name}@${version}`);
};

/** MB on the disk that npm fills in an empty folder, dependencies included. */
export const installSize = async (contender: string): Promise<number> => {
  const folder = await mkdtemp(join(tmpdir(), "bench-install-"));
  try {
    const specifiers = contender === "millrace" ? await packOurs(folder) : await officialSet();
    const flags = ["--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline", "--loglevel=error"];
    await must("npm", ["install", "--prefix", folder, ...flags, ...specifiers], { cwd: folder });
    const output = await must("du", ["-sk", join(folder, "node_modules")]);
    return (Number(output.split("\t")[0]) * 1024) / 1e6;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
