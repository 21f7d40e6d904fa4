import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { actions, type Action } from "../../src/kinds.ts";
import { taskFields, taskSpec, warnOfIdleFields } from "../../src/task-fields.ts";
import { expectCode, warnings } from "./support/with-project.ts";

/** Each field with a value that fits, and what the wire has of it. */
const examples: Readonly<Record<string, readonly [given: unknown, wire: object]>> = {
  nodeSelector: [[{ key: "disk", value: "ssd" }], { node_selector: [{ key: "disk", value: "ssd" }] }],
  volumes: [
    [{ volumeType: "persistent_volume_claim", name: "my-pvc", mountPath: "/data", spec: { size: "1Gi" } }],
    {
      volumes: [{ volume_type: "persistent_volume_claim", name: "my-pvc", mount_path: "/data", spec: { size: "1Gi" } }],
    },
  ],
  resources: [{ cpu: "500m", mem: "64Gi" }, { resources: { cpu: "500m", mem: "64Gi" } }],
  affinity: [{ nodeAffinity: { weight: 1 } }, { affinity: { nodeAffinity: { weight: 1 } } }],
  tolerations: [[{ key: "gpu", operator: "Exists" }], { tolerations: [{ key: "gpu", operator: "Exists" }] }],
  envs: [[{ name: "LEVEL", value: "3" }], { envs: [{ name: "LEVEL", value: "3" }] }],
  secrets: [["TOKEN"], { secrets: ["TOKEN"] }],
  profile: ["1xa100", { profile: "1xa100" }],
  backoffLimit: [3, { backoff_limit: 3 }],
  deadlineMs: [1500, { active_deadline_seconds: 1.5 }],
  replicas: [2, { replicas: 2 }],
  serviceType: ["LoadBalancer", { service_type: "LoadBalancer" }],
  instructions: [["apt-get install -y git"], { instructions: ["apt-get install -y git"] }],
};

const actionsOf = (field: string): readonly Action[] => taskFields[field]?.actions ?? [];

describe("the fields of a task", () => {
  it("all have an example here", () => {
    expect(Object.keys(examples).sort()).toEqual(Object.keys(taskFields).sort());
  });

  it.each([
    ["[SEED-41] nodeSelector", "nodeSelector"],
    ["[SEED-42] [ENT-33] volumes", "volumes"],
    ["[SEED-43] [ENT-32] resources", "resources"],
    ["[SEED-44] affinity", "affinity"],
    ["[SEED-45] tolerations", "tolerations"],
    ["[SEED-46] [ENT-33] envs", "envs"],
    ["[SEED-47] [ENT-33] secrets", "secrets"],
    ["[SEED-48] profile", "profile"],
  ])("%s: of all actions", (_title, field) => {
    const [given, wire] = examples[field] ?? [];
    for (const action of actions) expect(taskSpec(action, { [field]: given })).toEqual(wire);
  });

  it.each([
    ["[SEED-49] backoffLimit: of job alone", "backoffLimit", "job"],
    ["deadlineMs: of job alone", "deadlineMs", "job"],
    ["[SEED-50] replicas: of serve alone", "replicas", "serve"],
    ["[SEED-51] serviceType: of serve alone", "serviceType", "serve"],
    ["[SEED-52] [SEED-54] instructions: of build alone", "instructions", "build"],
  ] as const)("%s", async (_title, field, action) => {
    const [given, wire] = examples[field] ?? [];
    expect(actionsOf(field)).toEqual([action]);
    expect(taskSpec(action, { [field]: given })).toEqual(wire);
    for (const other of actions.filter((one) => one !== action)) {
      const error = await expectCode(() => taskSpec(other, { [field]: given }), "FUNCTION_FIELD_OF_OTHER_ACTION");
      expect(error.message).toContain(`'${field}' belongs to ${action}, not to ${other}`);
    }
  });

  it("[ENT-17] are known by name", async () => {
    const error = await expectCode(() => taskSpec("job", { backofLimit: 1 }), "FUNCTION_UNKNOWN_FIELD");
    expect(error.message).toContain("did you mean 'backoffLimit'?");
    await expectCode(() => taskSpec("job", { constructor: 1 }), "FUNCTION_UNKNOWN_FIELD");
    expect(taskSpec("job", { profile: undefined })).toEqual({});
  });

  it("[ENT-32] the older form of resources is mapped to its limit", () => {
    const resources = { cpu: { requests: "12", limits: "16" }, mem: { requests: "64Gi" } };
    expect(taskSpec("job", { resources })).toEqual({ resources: { cpu: "16", mem: "64Gi" } });
  });

  it("[ENT-32] a quantity is digits and a unit", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9]{1,6}[a-zA-Z]{0,3}$/), (mem) => {
        expect(taskSpec("job", { resources: { mem } })).toEqual({ resources: { mem } });
      }),
    );
  });

  const unfit: readonly (readonly [Action, string, unknown])[] = [
    ["job", "resources", { mem: "-1" }],
    ["job", "resources", { mem: "1.5Gi" }],
    ["job", "resources", { mem: "" }],
    ["job", "resources", { mem: 5 }],
    ["job", "resources", { memory: "1Gi" }],
    ["job", "resources", { cpu: {} }],
    ["job", "resources", "1Gi"],
    ["job", "volumes", [{ volumeType: "config_map", name: "a", mountPath: "/a" }]],
    ["job", "volumes", [{ volumeType: "empty_dir", name: "../a", mountPath: "/a" }]],
    ["job", "volumes", [{ volumeType: "empty_dir", name: "a", mountPath: "a" }]],
    ["job", "volumes", [{ volumeType: "empty_dir", name: "a", mountPath: "/a", spec: { size: 1 } }]],
    ["job", "volumes", { name: "a" }],
    ["job", "envs", [{ name: "A=B", value: "1" }]],
    ["job", "envs", [{ name: "A", value: 1 }]],
    ["job", "envs", { A: "1" }],
    ["job", "envs", [{ name: "A", value: "\0" }]],
    ["job", "secrets", "TOKEN"],
    ["job", "secrets", ["a b"]],
    ["job", "nodeSelector", [{ key: "a" }]],
    ["job", "affinity", [1]],
    ["job", "affinity", { at: new Date() }],
    ["job", "tolerations", ["a"]],
    ["job", "profile", ""],
    ["job", "backoffLimit", -1],
    ["job", "backoffLimit", 1.5],
    ["job", "deadlineMs", 0],
    ["serve", "replicas", 0],
    ["serve", "replicas", "2"],
    ["serve", "serviceType", "clusterip"],
    ["build", "instructions", "apt-get update"],
    ["build", "instructions", ["a\nUSER root"]],
  ];
  it.each(unfit)("[ENT-33] [ENT-34] %s refuses %s: %j", async (action, field, value) => {
    const error = await expectCode(() => taskSpec(action, { [field]: value }), "FUNCTION_INVALID_FIELD");
    expect(error.message).toContain(`${field}`);
  });
});

describe("a field without effect", () => {
  it("[ENT-35] [SEED-41] [SEED-44] [SEED-45] [SEED-48] is warned about, and no other", () => {
    const spec = Object.assign({}, ...Object.values(examples).map(([, wire]) => wire)) as never;
    const told = (place: "local" | "inline"): unknown[] => {
      const { logger, warned } = warnings();
      warnOfIdleFields(spec, place, logger);
      expect(new Set(warned.map(({ fields }) => fields["code"]))).toEqual(new Set(["FUNCTION_FIELD_NO_LOCAL_EFFECT"]));
      return warned.map(({ fields }) => fields["field"]);
    };
    const always = ["nodeSelector", "volumes", "affinity", "tolerations", "profile"];
    expect(new Set(told("local"))).toEqual(new Set([...always, "resources.cpu"]));
    const processes = ["resources", "backoffLimit", "replicas", "serviceType", "instructions"];
    expect(new Set(told("inline"))).toEqual(new Set([...always, ...processes]));
  });

  it("[ENT-35] is not warned about where it is not given", () => {
    const { logger, warned } = warnings();
    warnOfIdleFields({ profile: null, handler: "x" }, "local", logger);
    expect(warned).toEqual([]);
  });
});
