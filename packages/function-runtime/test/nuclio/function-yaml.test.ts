import { expectCode } from "@millrace/protocol/testing";
import { expect, test } from "vitest";
import { nuclioFunctionYaml, type NuclioFunctionOptions } from "../../src/nuclio.ts";

test("[NUC-36] a function with http and cron triggers", () => {
  const yaml = nuclioFunctionYaml({
    name: "tides",
    handler: "main.ts:handler",
    description: 'says "when": high or low',
    labels: { "nuclio.io/project-name": "coast" },
    env: { LEVEL: "yes" },
    initParameters: { model: "m1" },
    eventTimeoutMs: 1500,
    maxReplicas: 4,
    triggers: {
      http: {
        kind: "http",
        url: "127.0.0.1:8080",
        workers: 2,
        port: 30_080,
        maxBodyBytes: 1_000_000,
        workerAvailabilityTimeoutMs: 500,
        batch: { size: 3, timeoutMs: 700 },
        attributes: { cors: { enabled: true, allowOrigins: ["*"] } },
      },
      tick: { kind: "cron", intervalMs: 3000, event: { body: "t" }, workerTerminationTimeoutMs: 100 },
    },
  });
  expect(yaml).toBe(`apiVersion: "nuclio.io/v1"
kind: "NuclioFunction"
metadata:
  name: "tides"
  namespace: "nuclio"
  labels:
    nuclio.io/project-name: "coast"
spec:
  runtime: "nodejs"
  handler: "main.ts:handler"
  description: "says \\"when\\": high or low"
  maxReplicas: 4
  eventTimeout: "1500ms"
  env:
    -
      name: "NUCLIO_NODEJS_WRAPPER_PATH"
      value: "/opt/nuclio/node_modules/@millrace/function-runtime/dist/nuclio-wrapper.js"
    -
      name: "MILLRACE_INIT_PARAMETERS"
      value: "{\\"model\\":\\"m1\\"}"
    -
      name: "LEVEL"
      value: "yes"
  build:
    baseImage: "node:24-alpine"
  triggers:
    http:
      kind: "http"
      numWorkers: 2
      url: "127.0.0.1:8080"
      workerAvailabilityTimeoutMilliseconds: 500
      batch:
        mode: "enable"
        batchSize: 3
        timeout: "700ms"
      attributes:
        port: 30080
        maxRequestBodySize: 1000000
        cors:
          enabled: true
          allowOrigins:
            - "*"
    tick:
      kind: "cron"
      workerTerminationTimeout: "100ms"
      attributes:
        interval: "3000ms"
        event:
          body: "t"
          headers: {}
`);
});

const having = (options: Partial<NuclioFunctionOptions>): NuclioFunctionOptions => ({
  name: "f",
  handler: "main.ts:handler",
  ...options,
});

test.each([
  [having({ name: "No Name" }), "'No Name' is no name"],
  [having({ handler: "handler" }), "'handler' is no handler"],
  [having({ handler: "a.py:handler" }), "'a.py:handler' is no handler"],
  [having({ triggers: { t: { kind: "cron" } } }), "'intervalMs' or 'schedule'"],
  [having({ triggers: { t: { kind: "cron", intervalMs: 1, schedule: "* * * * *" } } }), "'intervalMs' or 'schedule'"],
])("[NUC-36] what Nuclio would not take is refused", async (options, message) => {
  const error = await expectCode(() => nuclioFunctionYaml(options), "FUNCTION_NUCLIO_YAML");
  expect(error.message).toContain(message);
});

test("[NUC-36] options that there are not, and values out of range, are refused", async () => {
  await expectCode(() => nuclioFunctionYaml({ ...having({}), replicas: 2 } as never), "PROTOCOL_UNKNOWN_OPTION");
  await expectCode(() => nuclioFunctionYaml(having({ minReplicas: -1 })), "PROTOCOL_INVALID_OPTION");
  const triggers = { t: { kind: "http", workers: 0 } } as const;
  await expectCode(() => nuclioFunctionYaml(having({ triggers })), "PROTOCOL_INVALID_OPTION");
  const unknown = { t: { kind: "http", schedule: "*" } } as never;
  await expectCode(() => nuclioFunctionYaml(having({ triggers: unknown })), "PROTOCOL_UNKNOWN_OPTION");
});
