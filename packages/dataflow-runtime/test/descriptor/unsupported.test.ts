import { describe, expect, it } from "vitest";
import { checkDataflow } from "../../src/descriptor/read-dataflow.ts";

async function unsupported(node: string, env: Readonly<Record<string, string>> = {}) {
  const { ok, plan } = await checkDataflow(`nodes:\n  - {id: a, ${node}}\n`, { env });
  expect(ok).toBe(true);
  return (plan?.unsupported ?? []).map(({ field, message, line }) => ({
    line,
    field: field.replace("nodes[0].", ""),
    message,
  }));
}

describe("what dora can do and the embedded runtime cannot is valid, and named", () => {
  it.each([
    ["path: x, deploy: {machine: m}", "deploy.machine", "runs everything on this machine"],
    ["path: x, deploy: {labels: {gpu: a}}", "deploy.labels", "deploy.labels"],
    ["path: x, deploy: {distribute: scp}", "deploy.distribute", "deploy.distribute"],
    ["path: x, git: 'https://e.org/a.git'", "git", "does not fetch sources"],
    ["hub: camera", "hub", "dora's hub"],
    ["ros2: {topic: /c, message_type: a/B}, outputs: [c]", "ros2", "no embedded ROS 2 bridge"],
    ["path: x, cpu_affinity: [1]", "cpu_affinity", "does not pin nodes to cores"],
    ["operator: {python: op.py}", "operator", "operators of TypeScript only"],
    ["operators: [{id: o, shared-library: op}]", "operators", "operators of TypeScript only"],
    ["path: 'https://e.org/x'", "path", "does not download programs"],
    ["path: shell, args: ls", "path", "DORA_ALLOW_SHELL_NODES=true"],
    ["path: x, env: {DORA_NODE_CONFIG: y}", "env.DORA_NODE_CONFIG", "belongs to the engine"],
    ["path: x, env: {MILLRACE_PLACEMENT: moon}", "env", "MILLRACE_PLACEMENT must be"],
    ['path: x, args: "\'"', "args", "a quote of 'args' is not closed"],
  ])("[YAML-14] %s", async (node, field, message) => {
    expect(await unsupported(node)).toEqual([{ line: 2, field, message: expect.stringContaining(message) }]);
  });

  it.each([
    "path: x",
    "path: dynamic",
    "path: x, deploy: {}",
    "path: x, deploy: {distribute: local}",
    "path: x, shared_memory_pool_size: 1MB",
  ])("[YAML-14] %s can run", async (node) => expect(await unsupported(node)).toEqual([]));

  it("[YAML-14] runs shell nodes where the environment allows them", async () => {
    const env = { DORA_ALLOW_SHELL_NODES: "true" };
    expect(await unsupported("path: shell, args: 'echo \"a b\" | wc'", env)).toEqual([]);
    const { plan } = await checkDataflow("nodes:\n  - {id: a, path: shell, args: 'echo \"a b\" | wc'}\n", { env });
    expect(plan?.nodes.get("a")?.command).toMatchObject({
      kind: "process",
      executable: "sh",
      args: ["-c", 'echo "a b" | wc'],
    });
  });

  it("[YAML-14] is a warning where it only has no effect", async () => {
    const { ok, plan } = await checkDataflow("nodes:\n  - {id: a, path: x, startup_timeout: 3, max_log_size: 1MB}\n", {
      env: {},
    });
    expect([ok, plan?.unsupported]).toEqual([true, []]);
    expect(plan?.warnings.map(({ field, message }) => [field, message])).toEqual([
      ["nodes[0].startup_timeout", expect.stringContaining("has no effect in the embedded runtime")],
      ["nodes[0].max_log_size", expect.stringContaining("are not rotated")],
    ]);
  });

  it("[YAML-14] is named for the file as well", async () => {
    const { plan } = await checkDataflow("nodes: []\ndeploy: {machine: m}\nenv: {ZENOH_CONFIG: x}\n", { env: {} });
    expect(plan?.unsupported.map(({ line, field }) => [line, field])).toEqual([
      [2, "deploy.machine"],
      [3, "env.ZENOH_CONFIG"],
    ]);
  });
});
