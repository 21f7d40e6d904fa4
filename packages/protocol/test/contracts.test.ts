import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import * as numaflow from "../src/numaflow/index.ts";
import * as temporal from "../src/temporal/index.ts";
import { codecOf } from "../src/wire-codec.ts";

const generated = path.join(import.meta.dirname, "../src/gen");

/** The modules of message types below a folder, as imports of an index name them. */
const modulesIn = (folder: string): readonly string[] =>
  readdirSync(path.join(generated, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith("_pb.ts"))
    .sort()
    .map((file) => `/gen/${folder}/${file.split(path.sep).join("/")}`);

const sourcesIn = (folder: string): string =>
  readdirSync(path.join(import.meta.dirname, "../src", folder))
    .map((file) => readFileSync(path.join(import.meta.dirname, "../src", folder, file), "utf8"))
    .join("\n");

describe("./numaflow", () => {
  test("exports all that is generated", () => {
    const sources = sourcesIn("numaflow");
    expect(modulesIn("numaflow").filter((module) => !sources.includes(module))).toEqual([]);
  });

  test.each([
    ["accumulator.v1.Accumulator", numaflow.accumulator.Accumulator],
    ["map.v1.Map", numaflow.map.Map],
    ["reduce.v1.Reduce", numaflow.reduce.Reduce],
    ["serving.v1.ServingStore", numaflow.serving.ServingStore],
    ["sessionreduce.v1.SessionReduce", numaflow.sessionReduce.SessionReduce],
    ["sideinput.v1.SideInput", numaflow.sideInput.SideInput],
    ["sink.v1.Sink", numaflow.sink.Sink],
    ["source.v1.Source", numaflow.source.Source],
    ["sourcetransformer.v1.SourceTransform", numaflow.sourceTransformer.SourceTransform],
  ])("%s has fast codecs for all that its methods take and give", (name, service) => {
    expect(service.typeName).toBe(name);
    for (const { input, output } of service.methods) {
      // A codec that protobuf-es backs is made on demand; one that the service carries is always the same.
      expect(codecOf(service, input)).toBe(codecOf(service, input));
      expect(codecOf(service, output)).toBe(codecOf(service, output));
    }
  });
});

describe("./temporal", () => {
  test("exports all that is generated, but for what no call of the API uses", () => {
    const sources = sourcesIn("temporal");
    expect(modulesIn("temporal").filter((module) => !sources.includes(module))).toEqual([
      "/gen/temporal/temporal/api/export/v1/message_pb.ts",
      "/gen/temporal/temporal/api/nexusservices/workerservice/v1/request_response_pb.ts",
      "/gen/temporal/temporal/api/protometa/v1/annotations_pb.ts",
    ]);
  });

  test("the workflow service has fast codecs for tasks and histories", () => {
    const { WorkflowService } = temporal.workflowservice;
    const carried = WorkflowService.methods
      .flatMap(({ input, output }) => [input, output])
      .filter((message) => codecOf(WorkflowService, message) === codecOf(WorkflowService, message))
      .map(({ name }) => name);
    expect([...new Set(carried)].sort()).toEqual([
      "GetWorkflowExecutionHistoryRequest",
      "GetWorkflowExecutionHistoryResponse",
      "PollActivityTaskQueueRequest",
      "PollActivityTaskQueueResponse",
      "PollWorkflowTaskQueueRequest",
      "PollWorkflowTaskQueueResponse",
      "RespondActivityTaskCompletedRequest",
      "RespondActivityTaskCompletedResponse",
      "RespondWorkflowTaskCompletedRequest",
      "RespondWorkflowTaskCompletedResponse",
    ]);
  });

  test("comes with the notices that its licence asks for", () => {
    const notice = readFileSync(path.join(generated, "temporal/LICENSE"), "utf8");
    expect(notice.match(/The MIT License/g)).toHaveLength(2);
    expect(notice.match(/Copyright \(c\) \d+ Temporal Technologies Inc/g)).toHaveLength(2);
    expect(notice.match(/THE SOFTWARE IS PROVIDED "AS IS"/g)).toHaveLength(2);
  });
});
