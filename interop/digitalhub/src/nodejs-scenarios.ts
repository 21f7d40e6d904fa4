import assert from "node:assert/strict";
import { connectProject, type Project } from "@millrace/function-runtime";
import type { Scenario } from "@millrace/tooling-engines";
import { double, rejectsWith } from "./client-support.ts";
import type { Peer } from "./peer.ts";

const code = `
import { handler } from ${JSON.stringify(import.meta.resolve("@millrace/function-runtime"))};

export const weigh = handler({ inputs: { sheep: "dataitem" }, outputs: ["total", "report", "note"] }, async (call) => {
  console.log("weighing");
  const weights = (await call.sheep.rows()).map(({ kg }) => kg * call.factor);
  return {
    total: weights.reduce((sum, kg) => sum + kg, 0),
    report: { columns: [{ name: "kg", type: "double", values: weights }] },
    note: { heaviest: Math.max(...weights) },
  };
});`;

/** Uses a project on the server, as a client elsewhere would. */
export const withProject = async (
  peer: Peer,
  name: string,
  use: (project: Project) => Promise<void>,
): Promise<void> => {
  const core = { auth: "none", configFile: "/nowhere", pollMs: 100 } as const;
  const project = await connectProject(name, { endpoint: peer.server.url, core });
  try {
    await use(project);
  } finally {
    await project.close();
  }
};

/** A function of our kind, made and run through the API; DigitalHub's SDK looks at what has become of it. */
export const nodejsScenarios = (peer: Peer): readonly Scenario[] => [
  {
    name: "a job of kind nodejs runs on the server, and DigitalHub's SDK reads its outputs",
    run: async () => {
      const name = peer.newProject();
      await withProject(peer, name, async (project) => {
        const sheep = await project.logDataitem({ name: "sheep", data: [{ kg: 50 }, { kg: 61.5 }], kind: "table" });
        const weigh = await project.newFunction({
          name: "weigh",
          kind: "nodejs",
          code,
          handler: "weigh",
          nodeVersion: "NODE_24",
        });
        const run = await weigh.run("job", { inputs: { sheep: sheep.key }, parameters: { factor: 2 }, wait: true });
        await peer.python("nodejs_runs.py", name, run.key, weigh.key, sheep.key);
      });
    },
  },
  {
    name: "DigitalHub's SDK stops a job of kind nodejs that runs on the server",
    run: async () => {
      const name = peer.newProject();
      await withProject(peer, name, async (project) => {
        const forever = "export const sleep = () => new Promise((resolve) => setTimeout(resolve, 3_600_000));";
        const fn = await project.newFunction(double(forever, "sleep"));
        const run = await fn.run("job");
        await peer.python("nodejs_stop.py", name, run.id);
        assert.equal((await run.refresh()).status.state, "STOPPED");
      });
    },
  },
  {
    name: "a job of kind nodejs that throws ends in ERROR on the server",
    run: async () => {
      await withProject(peer, peer.newProject(), async (project) => {
        const code = "export const fails = () => { console.log('so far'); throw new Error('this is no good'); };";
        const fn = await project.newFunction(double(code, "fails"));
        await rejectsWith(fn.run("job", { wait: true }), "FUNCTION_RUN_FAILED");
        const [run] = await project.listRuns();
        assert.match(String(run?.status.message), /this is no good/u);
        const lines: string[] = [];
        for await (const { text } of run?.logs() ?? []) lines.push(text);
        assert(lines.includes("so far"), lines.join("\n"));
      });
    },
  },
];
