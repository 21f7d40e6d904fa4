import { silentLogger } from "@millrace/protocol";
import { tempFolder } from "@millrace/protocol/testing";
import { expect, test } from "vitest";
import { openEmbedded } from "../../src/embedded/open-embedded.ts";
import type { Platform } from "../../src/platform.ts";
import { connectProject } from "../../src/project.ts";
import { openCore, type CoreOptions } from "../../src/remote/core-client.ts";
import { startServer } from "../../src/server.ts";
import { platformContract } from "../store/platform-contract.ts";

interface Opened {
  readonly local: Platform;
  readonly platform: Platform;
  readonly close: () => Promise<void>;
}

/** The client over our server over a local platform. */
async function overServer(options: CoreOptions = {}): Promise<Opened> {
  const folder = await tempFolder();
  const local = await openEmbedded({ dir: folder.path });
  const server = await startServer({ platform: local });
  const core = { configFile: "/nowhere", auth: "none", pollMs: 50, dir: folder.path, ...options } as const;
  const platform = await openCore({ endpoint: server.url, ...core });
  return {
    local,
    platform,
    close: async () => {
      await platform.close();
      await server.close({ graceMs: 0 });
      await local.close();
      await folder[Symbol.asyncDispose]();
    },
  };
}

platformContract("[REM-34] the client over our server", () => overServer());
platformContract("[REM-30] [REM-34] the client that says container", () => overServer({ kind: "container" }));

test("[REM-30] a function that runs inline as a container has its lineage there, and is ours here", async () => {
  const { local, platform, close } = await overServer({ kind: "container" });
  try {
    const project = await connectProject("p", { platform, logger: silentLogger });
    const fn = await project.newFunction({
      name: "double",
      kind: "nodejs",
      code: "export const double = ({ x }) => 2 * x;",
      handler: "double",
      nodeVersion: "NODE_24",
    });
    const run = await fn.run("job", { localExecution: true, parameters: { x: 21 } });
    expect(run.kind).toBe("nodejs+job:run");
    expect(run.results()).toEqual({ output_0: 42 });
    expect((await project.listRuns({ function: String(fn) })).map(({ id }) => id)).toEqual([run.id]);
    const there = await local.read({ type: "run", project: "p", id: run.id });
    expect(there).toMatchObject({
      kind: "container+job:run",
      status: { state: "COMPLETED", results: { output_0: 42 } },
      metadata: { relationships: [{ type: "run_of", dest: `store://p/function/container/double:${fn.id}` }] },
    });
  } finally {
    await close();
  }
});
