import path from "node:path";
import process from "node:process";
import { describe, expect, it } from "vitest";
import { connectProject, type Project } from "../../src/index.ts";
import { startServer } from "../../src/server.ts";
import { functionOf, withFolder } from "./support/with-project.ts";

const handler = `import { handler } from ${JSON.stringify(new URL("../../src/index.ts", import.meta.url).href)};\n`;
const code = `${handler} export const fn = handler({ outputs: ["data", "n"] }, async ({ di, factor }) => {
  const rows = await di.rows();
  return [{ columns: { n: rows.map(({ n }) => Number(n) * factor) } }, rows.length];
});`;

/** A project on a server of the REST API, as a client of it sees it. */
async function withRemote(work: (project: Project) => Promise<void>): Promise<void> {
  const before = process.cwd();
  await withFolder(async (dir) => {
    await using server = await startServer({ dir: path.join(dir, "store"), port: 0 });
    await using project = await connectProject("remote", { endpoint: server.url, core: { auth: "none" } });
    // Runs in the caller's process unpack their code below the working directory.
    process.chdir(dir);
    try {
      await work(project);
    } finally {
      process.chdir(before);
    }
  });
}

describe("the same code by endpoint", () => {
  it.each([true, false])(
    "[ENT-44] [SEED-59] runs a job with inputs and outputs (in the caller's process: %s)",
    (localExecution) =>
      withRemote(async (project) => {
        const source = await project.logDataitem({ name: "source", data: [{ n: 1 }, { n: 2 }] });
        const fn = await functionOf(project, code);
        const options = { inputs: { di: source.key }, parameters: { factor: 3 }, wait: true };
        const run = await fn.run("job", { ...options, localExecution });
        expect(run.status.state).toBe("COMPLETED");
        expect(run.results()).toEqual({ n: 2 });
        const data = await run.output("data", "dataitem");
        expect(await data.rows()).toEqual([{ n: 3 }, { n: 6 }]);
        expect((await data.lineage()).producedBy).toEqual([run.key]);
        expect((await source.lineage()).consumedBy).toEqual([run.key]);
      }),
  );

  it("[ENT-11] [ENT-44] finds versions, logs files and folders, and keeps secrets", () =>
    withRemote(async (project) => {
      await project.logArtifact({ name: "a", data: "one" });
      const second = await project.logArtifact({ name: "a", data: "two" });
      expect((await project.getArtifact("a")).id).toBe(second.id);
      expect(await project.getArtifactVersions("a")).toHaveLength(2);
      expect(Buffer.from(await second.bytes()).toString()).toBe("two");
      await project.secrets.set("TOKEN", "s3cret");
      expect([await project.secrets.list(), await project.secrets.get("TOKEN")]).toEqual([["TOKEN"], "s3cret"]);
      await project.deleteArtifact("a");
      expect(await project.listArtifacts()).toEqual([]);
    }));

  it("[ENT-29] [ENT-30] starts a service, calls it and stops it", () =>
    withRemote(async (project) => {
      const fn = await functionOf(project, "export const fn = ({ n }) => n * 2;");
      const run = await fn.run("serve", { wait: true });
      expect(await (await run.invoke({ json: { n: 4 } })).json()).toBe(8);
      await run.stop();
      expect((await run.wait()).status.state).toBe("STOPPED");
    }));
});
