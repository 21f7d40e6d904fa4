// [SEED-40] [SEED-49] [SEED-50] [SEED-51] [SEED-52] Which options a run takes depends on its action.
import type { Dataitem, Function, Project, Run } from "../../src/index.ts";

declare const fn: Function;
declare const project: Project;
declare const dataitem: Dataitem;

const run: Promise<Run> = fn.run("job", {
  inputs: { dataitem: dataitem.key },
  parameters: { limit: 3 },
  initParameters: { model: "a" },
  localExecution: true,
  wait: true,
  backoffLimit: 2,
  resources: { mem: "64Mi" },
});
void run;
void fn.run("serve", { replicas: 2, serviceType: "NodePort", envs: [{ name: "A", value: "1" }] });
void fn.run("build", { instructions: ["apt-get install -y git"], secrets: ["TOKEN"] });
void fn.run("job");

// @ts-expect-error there is no such action
void fn.run("deploy");
// @ts-expect-error replicas are of services
void fn.run("job", { replicas: 2 });
// @ts-expect-error retries are of jobs
void fn.run("serve", { backoffLimit: 2 });
// @ts-expect-error a service type is of services
void fn.run("build", { serviceType: "NodePort" });
// @ts-expect-error instructions are of builds
void fn.run("serve", { instructions: ["true"] });
// @ts-expect-error only jobs are executed in the caller's process
void fn.run("serve", { localExecution: true });
// @ts-expect-error there is no such type of service
void fn.run("serve", { serviceType: "Nodeport" });
// @ts-expect-error inputs are keys
void fn.run("job", { inputs: { dataitem } });
// @ts-expect-error a misspelt option
void fn.run("job", { paramters: {} });

const basics = { name: "f", kind: "nodejs", code: "", handler: "f", nodeVersion: "NODE_24" } as const;
void project.newFunction(basics);
// @ts-expect-error from a project, the project is not given
void project.newFunction({ ...basics, project: "p" });
// @ts-expect-error a version of Python
void project.newFunction({ ...basics, nodeVersion: "PYTHON3_11" });
// @ts-expect-error the kind is nodejs
void project.newFunction({ ...basics, kind: "python" });
// @ts-expect-error a table is of no artifact's kind
void project.logArtifact({ name: "a", kind: "table", data: 1 });
// @ts-expect-error content is needed
void project.logArtifact({ name: "a" });

async function outputs(): Promise<void> {
  const output = await (await run).output("data", "dataitem");
  void output.rows();
  const any = await (await run).output("data");
  // @ts-expect-error which type it is has not been said
  void any.rows();
}
void outputs;
