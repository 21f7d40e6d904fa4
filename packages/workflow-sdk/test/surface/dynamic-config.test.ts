import { memoryLogger } from "@millrace/protocol/testing";
import { expect, test } from "vitest";
import { applyDynamicConfig, type DynamicConfig } from "../../src/embedded/server/dynamic-config.ts";
import { statusOf } from "./support/expect-status.ts";
import { serve } from "./support/served.ts";

function apply(config: DynamicConfig) {
  const logger = memoryLogger();
  return { options: applyDynamicConfig(config, {}, logger), warnings: logger.records.map(({ message }) => message) };
}

test("[SRV-21] known keys set limits, times and switches, whatever their case", () => {
  const { options, warnings } = apply({
    "limit.historyCount.suggestContinueAsNew": 50,
    "LIMIT.BLOBSIZE.ERROR": 10,
    "system.enableActivityEagerExecution": false,
    "history.workflowIdReuseMinimalInterval": "0s",
    "matching.longPollExpirationInterval": "1m30s",
  });
  expect(options).toEqual({
    eagerActivities: false,
    minimalRunIntervalMs: 0,
    pollMs: 90_000,
    limits: { suggestedHistoryEvents: 50, blobBytes: 10 },
  });
  expect(warnings).toEqual([]);
});

test("[SRV-21] unknown keys, and keys of what is not there, are warned of and do nothing", () => {
  const { options, warnings } = apply({
    "limit.blobSize.eror": 1,
    "frontend.enableServerVersionCheck": false,
    "frontend.WorkflowTimeSkippingEnabled": true,
    "system.enableEagerWorkflowStart": false,
    "activity.enableStandalone": true,
  });
  expect(options).toEqual({});
  expect(warnings).toEqual([
    "dynamic config 'limit.blobSize.eror' is not known here, and has no effect; did you mean 'limit.blobSize.error'?",
    "dynamic config 'frontend.WorkflowTimeSkippingEnabled' has no effect on this server",
    "dynamic config 'system.enableEagerWorkflowStart' cannot be switched off on this server",
  ]);
});

test.each([
  ["limit.maxIDLength", "5"],
  ["limit.maxIDLength", -1],
  ["system.enableActivityEagerExecution", 1],
  ["matching.longPollExpirationInterval", 10],
  ["matching.longPollExpirationInterval", "soon"],
])("[SRV-21] %s cannot be %j", (key, value) => {
  expect(() => apply({ [key]: value })).toThrow(`dynamic config '${key}' must be`);
});

test("[SRV-21] a limit that was set is kept", async () => {
  await using served = await serve({ dynamicConfig: { "limit.maxIDLength": 5 } });
  const start = statusOf(() =>
    served.workflows.startActivityExecution({
      namespace: "default",
      activityId: "longer",
      activityType: { name: "a" },
      taskQueue: { name: "q" },
      startToCloseTimeout: { seconds: 1n },
    }),
  );
  expect((await start).message).toBe("activityId exceeds length limit. Length=6 Limit=5");
});
