// Generates message types, and the fast codecs of hot messages, into src/gen.
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { lighten } from "./lighten.ts";

const folder = path.dirname(import.meta.dirname);

/** A file beside the manifest of a package. */
const beside = (manifest: string, file: string): string => path.join(path.dirname(fileURLToPath(manifest)), file);

// Programs are run by plain Node, on every platform alike.
const buf = beside(import.meta.resolve("@bufbuild/buf/package.json"), "bin/buf");
const protobufEs = beside(import.meta.resolve("@bufbuild/protoc-gen-es/package.json"), "bin/protoc-gen-es");

/** A set of .proto files. */
interface Contract {
  /** Below `src/gen`. */
  readonly out: string;
  /** Where the files are. */
  readonly root: string;
  readonly modules: readonly object[];
  /** Files to generate from, if not all; relative to `root`. */
  readonly paths?: readonly string[];
  /** Options in these packages are dropped, so that nothing is generated for them. */
  readonly withoutTypes?: readonly string[];
  /** Services and messages, by full name, whose messages (and theirs) get fast codecs. */
  readonly fast: readonly string[];
}

const numaflow: Contract = {
  out: "numaflow",
  root: path.join(folder, "../../proto/numaflow"),
  modules: [{ path: "." }],
  fast: [
    "accumulator.v1.Accumulator",
    "map.v1.Map",
    "reduce.v1.Reduce",
    "serving.v1.ServingStore",
    "sessionreduce.v1.SessionReduce",
    "sideinput.v1.SideInput",
    "sink.v1.Sink",
    "source.v1.Source",
    "sourcetransformer.v1.SourceTransform",
  ],
};

/** The health check that gRPC servers have in common. */
const health: Contract = {
  out: "health",
  root: path.join(folder, "../../proto/health"),
  modules: [{ path: "." }],
  fast: [],
};

const workflowService = "temporal.api.workflowservice.v1";

const temporal: Contract = {
  out: "temporal",
  root: beside(import.meta.resolve("@temporalio/core-bridge/package.json"), "sdk-core/crates/protos/protos"),
  // The folders bring configurations of their own, which name modules on the network; these replace them.
  modules: [
    { path: "api_upstream", excludes: ["api_upstream/google/protobuf", "api_upstream/cmd"] },
    { path: "testsrv_upstream" },
  ],
  paths: ["api_upstream/temporal", "testsrv_upstream/temporal"],
  withoutTypes: ["google.api.http", "nexusannotations.v1"],
  fast: [
    "PollWorkflowTaskQueueRequest",
    "PollWorkflowTaskQueueResponse",
    "RespondWorkflowTaskCompletedRequest",
    "RespondWorkflowTaskCompletedResponse",
    "PollActivityTaskQueueRequest",
    "PollActivityTaskQueueResponse",
    "RespondActivityTaskCompletedRequest",
    "RespondActivityTaskCompletedResponse",
    "GetWorkflowExecutionHistoryRequest",
    "GetWorkflowExecutionHistoryResponse",
  ].map((name) => `${workflowService}.${name}`),
};

/** For tests alone: Numaflow and Temporal do not use every kind of field. */
const kinds: Contract = {
  out: "kinds",
  root: path.join(folder, "test/codec/proto"),
  modules: [{ path: "." }],
  fast: ["kinds.Kinds"],
};

const generate = ({ out, root, modules, paths, withoutTypes, fast }: Contract): void => {
  const common = { out: path.join("src/gen", out), strategy: "all" };
  const opt = ["target=ts", "import_extension=ts"];
  const template = {
    version: "v2",
    clean: true,
    inputs: [{ directory: ".", paths, exclude_types: withoutTypes }],
    plugins: [
      {
        ...common,
        local: [process.execPath, protobufEs],
        opt: [...opt, "erasable_syntax=true", "elide_plugin_version=true"],
      },
      {
        ...common,
        local: [process.execPath, path.join(import.meta.dirname, "main.ts")],
        opt: [...opt, ...fast.map((name) => `fast=${name}`)],
      },
    ],
  };
  const data = (value: object): string => JSON.stringify(value);
  const args = ["generate", "--template", data(template), "--config", data({ version: "v2", modules }), "-o", folder];
  const { status } = spawnSync(process.execPath, [buf, ...args], { cwd: root, stdio: "inherit" });
  if (status !== 0) throw new Error(`buf generate ended with ${status} in ${root}`);
};

/** Temporal's licence asks that its notices go wherever the definitions, or what is made of them, go. */
const writeNotice = ({ out, root }: Contract): void => {
  const read = (file: string): string => readFileSync(path.join(root, file), "utf8");
  const [header = ""] = /^(?:\/\/.*\n)+/.exec(read("testsrv_upstream/temporal/api/testservice/v1/service.proto")) ?? [];
  const notices = [
    "temporal.js and temporal.d.ts are generated from the API definitions of Temporal.",
    read("api_upstream/LICENSE"),
    `And for the package temporal.api.testservice.v1:`,
    header.replaceAll(/^\/\/ ?/gm, ""),
  ];
  if (!notices.every((text) => text.trim() !== "")) throw new Error("a notice of Temporal's definitions is missing");
  writeFileSync(path.join(folder, "src/gen", out, "LICENSE"), `${notices.map((text) => text.trim()).join("\n\n")}\n`);
};

generate(numaflow);
generate(health);
generate(temporal);
lighten(path.join(folder, "src/gen"), temporal.out);
generate(kinds);
writeNotice(temporal);
