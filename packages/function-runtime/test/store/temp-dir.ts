import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { onTestFinished } from "vitest";
import type { EmbeddedPlatform } from "../../src/embedded/embedded-platform.ts";
import { openEmbedded, type EmbeddedOptions } from "../../src/embedded/open-embedded.ts";

/** A folder that goes with its test. */
export async function tempDir(): Promise<string> {
  const dir = await mkdtemp(path.join(tmpdir(), "millrace-store-"));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  return dir;
}

/** A platform with the project `p`, closed with its test. */
export async function openTemp(options: EmbeddedOptions = {}): Promise<EmbeddedPlatform> {
  const platform = await openEmbedded({ dir: await tempDir(), ...options });
  onTestFinished(() => platform.close());
  const place = { type: "project", id: "p" } as const;
  if ((await platform.read(place)) === undefined) await platform.create("project", { kind: "project", name: "p" });
  return platform;
}
