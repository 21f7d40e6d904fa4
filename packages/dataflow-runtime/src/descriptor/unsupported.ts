import type { RawDeploy } from "./deploy-shape.ts";
import type { FlatNode } from "./flat-node.ts";
import type { MapPart } from "./part.ts";
import type { Problems } from "./problems.ts";
import { placeOf } from "./struct.ts";

/** Variables that an engine sets for its nodes. */
const owned =
  /^(?:DORA_NODE_CONFIG|DORA_RUNTIME_CONFIG|DORA_RUN_PARENT_PID|DORA_ZENOH_\w+|DORA_MACHINE_ID|PYTHONUNBUFFERED|LD_LIBRARY_PATH|DYLD_LIBRARY_PATH|LD_PRELOAD|LD_AUDIT|DYLD_INSERT_LIBRARIES|ZENOH_CONFIG)$/u;

const elsewhere = "run the dataflow by dora";

/** What of a node dora can do and the embedded runtime cannot. */
export function findUnsupported(node: FlatNode, shellAllowed: boolean, problems: Problems): void {
  const { part, path = "" } = node;
  const add = (field: string, message: string): undefined =>
    problems.add("DATAFLOW_UNSUPPORTED", placeOf(part, field), `node '${node.id}': ${message}`);
  if (node.hub !== undefined)
    add("hub", `the embedded runtime does not fetch from dora's hub; give a 'path', or ${elsewhere}`);
  if (node.git !== undefined)
    add("git", `the embedded runtime does not fetch sources; check them out and give a 'path', or ${elsewhere}`);
  if (node.ros2 !== undefined) add("ros2", `there is no embedded ROS 2 bridge; ${elsewhere}`);
  for (const field of ["operator", "operators"] as const)
    if (node[field] !== undefined)
      add(
        field,
        `the embedded runtime hosts operators of TypeScript only, by 'path: millrace-dataflow' and 'args: operators …'; ${elsewhere}`,
      );
  if (/^https?:/u.test(path))
    add("path", `the embedded runtime does not download programs; download it and give its path, or ${elsewhere}`);
  if (path === "shell" && !shellAllowed)
    add("path", "shell nodes run only where the environment has DORA_ALLOW_SHELL_NODES=true; set it");
  if (node.path_sha256 !== undefined)
    add("path_sha256", `checksums are for downloads, which the embedded runtime does not make; ${elsewhere}`);
  if (node.cpu_affinity !== undefined)
    add("cpu_affinity", `the embedded runtime does not pin nodes to cores; ${elsewhere}`);
  if (node.deploy !== undefined) findInDeploy(node.deploy, node.part, problems);
  findOwnedVariables(node.part, problems);
}

/** The same for `deploy:` of the file, or of a node. */
export function findInDeploy(deploy: RawDeploy, owner: MapPart, problems: Problems): void {
  const fields = ["machine", "labels", "distribute", "working_dir"] as const;
  for (const field of fields) {
    const value = deploy[field];
    const says = value !== undefined && value !== "local" && !(value instanceof Map && value.size === 0);
    if (!says) continue;
    const at = owner.entries.get("deploy") === undefined ? deploy.part : placeOf(deploy.part, field);
    problems.add(
      "DATAFLOW_UNSUPPORTED",
      at,
      `the embedded runtime runs everything on this machine and knows no 'deploy.${field}'; ${elsewhere}`,
    );
  }
}

/** The same for `env:` of the file, or of a node. */
export function findOwnedVariables(owner: MapPart, problems: Problems): void {
  const env = owner.entries.get("env")?.value;
  if (env?.kind !== "map") return;
  for (const [name, { key }] of env.entries)
    if (owned.test(name))
      problems.add(
        "DATAFLOW_UNSUPPORTED",
        key,
        `'${name}' belongs to the engine, which sets it for its nodes; leave it out`,
      );
}

const idle: Readonly<Record<string, string>> = {
  startup_timeout: "it does not limit how long a node takes to connect",
  max_log_size: "its log files are not rotated",
  max_rotated_files: "its log files are not rotated",
};

/** What has no effect in the embedded runtime, and does not keep the dataflow from running there. */
export function remarkIdleFields({ part }: FlatNode, remarks: Problems): void {
  for (const [field, reason] of Object.entries(idle)) {
    const message = `'${field}' has no effect in the embedded runtime: ${reason}`;
    if (part.entries.has(field)) remarks.add("DATAFLOW_UNSUPPORTED", placeOf(part, field), message);
  }
}
