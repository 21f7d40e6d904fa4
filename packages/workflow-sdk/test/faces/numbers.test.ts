import { enums } from "@millrace/protocol/temporal";
import * as official from "@temporalio/common";
import { describe, expect, test } from "vitest";
import {
  Client,
  Connection,
  decodeActivityExecutionStatus,
  decodeActivityIdConflictPolicy,
  decodeActivityIdReusePolicy,
  decodePendingActivityState,
  decodeQueryRejectCondition,
  decodeScheduleOverlapPolicy,
  decodeWorkflowIdConflictPolicy,
  decodeWorkflowIdReusePolicy,
  encodeActivityExecutionStatus,
  encodeActivityIdConflictPolicy,
  encodeActivityIdReusePolicy,
  encodePendingActivityState,
  encodeQueryRejectCondition,
  encodeScheduleOverlapPolicy,
  encodeWorkflowIdConflictPolicy,
  encodeWorkflowIdReusePolicy,
} from "../../src/client-face.ts";
import {
  compilePriority,
  compileRetryPolicy,
  decodeApplicationFailureCategory,
  decodePriority,
  decodeRetryState,
  decodeTimeoutType,
  decodeWorkflowIdConflictPolicy as decodeCommonConflictPolicy,
  decodeWorkflowIdReusePolicy as decodeCommonReusePolicy,
  decompileRetryPolicy,
  encodeApplicationFailureCategory,
  encodeRetryState,
  encodeTimeoutType,
  encodeWorkflowIdConflictPolicy as encodeCommonConflictPolicy,
  encodeWorkflowIdReusePolicy as encodeCommonReusePolicy,
  msToTs,
  ValueError,
  type RetryPolicy,
} from "../../src/common-face.ts";
import { startServer } from "../../src/server.ts";

/** Both directions for one constant, asked without its types, with the numbers that messages have. */
type Codec = readonly [
  values: Readonly<Record<string, number>>,
  prefix: string,
  encode: (input: never) => number | undefined,
  decode: (input: never) => string | undefined,
];

const codecs: readonly Codec[] = [
  [enums.TimeoutType, "TIMEOUT_TYPE_", encodeTimeoutType, decodeTimeoutType],
  [enums.RetryState, "RETRY_STATE_", encodeRetryState, decodeRetryState],
  [
    enums.ApplicationErrorCategory,
    "APPLICATION_ERROR_CATEGORY_",
    encodeApplicationFailureCategory,
    decodeApplicationFailureCategory,
  ],
  [enums.WorkflowIdReusePolicy, "WORKFLOW_ID_REUSE_POLICY_", encodeWorkflowIdReusePolicy, decodeWorkflowIdReusePolicy],
  [
    enums.WorkflowIdConflictPolicy,
    "WORKFLOW_ID_CONFLICT_POLICY_",
    encodeWorkflowIdConflictPolicy,
    decodeWorkflowIdConflictPolicy,
  ],
  [enums.QueryRejectCondition, "QUERY_REJECT_CONDITION_", encodeQueryRejectCondition, decodeQueryRejectCondition],
  [enums.ScheduleOverlapPolicy, "SCHEDULE_OVERLAP_POLICY_", encodeScheduleOverlapPolicy, decodeScheduleOverlapPolicy],
  [enums.ActivityIdReusePolicy, "ACTIVITY_ID_REUSE_POLICY_", encodeActivityIdReusePolicy, decodeActivityIdReusePolicy],
  [
    enums.ActivityIdConflictPolicy,
    "ACTIVITY_ID_CONFLICT_POLICY_",
    encodeActivityIdConflictPolicy,
    decodeActivityIdConflictPolicy,
  ],
  [
    enums.ActivityExecutionStatus,
    "ACTIVITY_EXECUTION_STATUS_",
    encodeActivityExecutionStatus,
    decodeActivityExecutionStatus,
  ],
  [enums.PendingActivityState, "PENDING_ACTIVITY_STATE_", encodePendingActivityState, decodePendingActivityState],
];

describe("[FACE-13] constants", () => {
  test.each(codecs)("have the numbers of messages: %o", (values, prefix, encode, decode) => {
    for (const [name, number] of Object.entries(values)) {
      expect(encode(name as never)).toBe(number);
      expect(encode(`${prefix}${name}` as never)).toBe(number);
      expect(encode(number as never)).toBe(number);
      expect(decode(number as never)).toBe(number === 0 ? undefined : name);
    }
    expect([encode(undefined as never), encode(null as never)]).toEqual([undefined, undefined]);
    expect([decode(undefined as never), decode(null as never)]).toEqual([undefined, undefined]);
    expect(decode(99 as never)).toBe("unknown_99");
    expect(() => encode("NEITHER" as never)).toThrow(ValueError);
    expect(() => encode("toString" as never)).toThrow(ValueError);
  });

  test("are those of the official functions", () => {
    expect(Object.values(official.TimeoutType).map((type) => [encodeTimeoutType(type), type])).toEqual(
      Object.values(official.TimeoutType).map((type) => [official.encodeTimeoutType(type), type]),
    );
    for (const number of [0, 1, 2, 3, 4, 5, 6, 7, 99] as const) {
      expect(decodeTimeoutType(number as never)).toBe(official.decodeTimeoutType(number as never));
      expect(decodeRetryState(number as never)).toBe(official.decodeRetryState(number as never));
      expect(decodeCommonReusePolicy(number as never)).toBe(official.decodeWorkflowIdReusePolicy(number as never));
      const conflict = official.decodeWorkflowIdConflictPolicy(number as never);
      expect(decodeCommonConflictPolicy(number as never)).toBe(conflict);
    }
  });
});

describe("[FACE-13] policies", () => {
  const policies: readonly RetryPolicy[] = [
    {},
    { initialInterval: "2s", maximumInterval: "1 minute", backoffCoefficient: 1.5, maximumAttempts: 4 },
    { maximumAttempts: Infinity, nonRetryableErrorTypes: ["Refused"] },
  ];

  test("of retries become messages, and are read again", () => {
    for (const policy of policies) {
      const message = compileRetryPolicy(policy);
      const theirs = official.compileRetryPolicy(policy as official.RetryPolicy);
      expect(message.maximumAttempts).toBe(theirs.maximumAttempts ?? 0);
      expect(message.nonRetryableErrorTypes).toEqual(theirs.nonRetryableErrorTypes ?? []);
    }
    expect(compileRetryPolicy({ initialInterval: "2s" }).initialInterval).toMatchObject(msToTs("2s"));
    expect(decompileRetryPolicy(compileRetryPolicy(policies[1] ?? {}))).toEqual({
      initialInterval: 2000,
      maximumInterval: 60_000,
      backoffCoefficient: 1.5,
      maximumAttempts: 4,
    });
    expect([decompileRetryPolicy(), decompileRetryPolicy(null)]).toEqual([undefined, undefined]);
  });

  test.each([
    { backoffCoefficient: 0 },
    { maximumAttempts: 0 },
    { maximumAttempts: 1.5 },
    { initialInterval: 0 },
    { maximumInterval: 0 },
    { initialInterval: "2s", maximumInterval: "1s" },
  ] as const)("of retries that the official function refuses are refused: %o", (policy) => {
    expect(() => official.compileRetryPolicy(policy)).toThrow("RetryPolicy.");
    expect(() => compileRetryPolicy(policy)).toThrow(/WORKFLOW_INVALID_RETRY_POLICY|PROTOCOL_INVALID_OPTION/);
  });

  test("of priority become messages, and are read again", () => {
    const priority = { priorityKey: 2, fairnessKey: "k", fairnessWeight: 1.5 };
    expect(compilePriority(priority)).toMatchObject(official.compilePriority(priority));
    expect(compilePriority({})).toMatchObject(official.compilePriority({}));
    expect(decodePriority(compilePriority(priority))).toEqual(priority);
    expect([decodePriority(), decodePriority(null)]).toEqual([{}, {}]);
    expect(() => compilePriority({ priorityKey: 1.5 })).toThrow("PROTOCOL_INVALID_OPTION");
  });

  test("are what raw calls take", async () => {
    await using server = await startServer();
    await using connection = Connection.lazy({ address: server });
    const client = new Client({ connection });
    const request = {
      namespace: "default",
      workflowId: "w",
      workflowType: { name: "waits" },
      taskQueue: { name: "q" },
      requestId: "r",
      workflowRunTimeout: msToTs("1 minute"),
      workflowIdReusePolicy: encodeCommonReusePolicy("REJECT_DUPLICATE") ?? 0,
      workflowIdConflictPolicy: encodeCommonConflictPolicy("FAIL") ?? 0,
      retryPolicy: compileRetryPolicy({ maximumAttempts: 2 }),
      priority: compilePriority({ priorityKey: 1 }),
    };
    await client.workflowService.startWorkflowExecution(request);
    const { priority, status } = await client.workflow.getHandle("w").describe();
    expect({ priority, status: status.name }).toEqual({ priority: { priorityKey: 1 }, status: "RUNNING" });
    const [started] = (await client.workflow.getHandle("w").fetchHistory()).events;
    expect(started?.["workflowExecutionStartedEventAttributes"]).toMatchObject({
      workflowRunTimeout: "60s",
      retryPolicy: { maximumAttempts: 2 },
    });
  });
});
