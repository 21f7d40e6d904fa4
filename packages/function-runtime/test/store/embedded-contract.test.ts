import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { openEmbedded } from "../../src/embedded/open-embedded.ts";
import { platformContract } from "./platform-contract.ts";

platformContract("the local platform", async () => {
  const dir = await mkdtemp(path.join(tmpdir(), "millrace-contract-"));
  const platform = await openEmbedded({ dir });
  const close = async (): Promise<void> => {
    await platform.close();
    await rm(dir, { recursive: true });
  };
  return { platform, close };
});
