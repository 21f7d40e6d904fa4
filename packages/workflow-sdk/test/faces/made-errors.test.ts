import { describe, expect, test } from "vitest";
import * as client from "../../src/client-face.ts";
import * as own from "../../src/index.ts";
import { ActivityCancelledError as CoreActivityCancelledError } from "../../src/client-errors.ts";

// Code bases make the client's errors in their own tests, and hand them to what they test.

const cause = new Error("inner");
const made = [
  [new client.WorkflowFailedError("m", cause, "TIMEOUT"), own.WorkflowFailedError, { cause, retryState: "TIMEOUT" }],
  [new client.WorkflowUpdateFailedError("m", cause), own.WorkflowUpdateFailedError, { cause }],
  [new client.WorkflowContinuedAsNewError("m", "r"), own.WorkflowContinuedAsNewError, { newExecutionRunId: "r" }],
  [new client.WorkflowNotFoundError("m", "w", "r"), own.WorkflowNotFoundError, { workflowId: "w", runId: "r" }],
  [
    new client.WorkflowExecutionAlreadyStartedError("m", "w", "t"),
    own.WorkflowAlreadyStartedError,
    { workflowId: "w", workflowType: "t" },
  ],
  [new client.QueryNotRegisteredError("m"), own.QueryFailedError, {}],
  [new client.ServiceError("m", { cause }), own.RpcError, { cause }],
  [new client.ScheduleAlreadyRunning("m", "s"), own.ScheduleAlreadyExistsError, { scheduleId: "s" }],
  [new client.ScheduleNotFoundError("m", "s"), own.ScheduleNotFoundError, { scheduleId: "s" }],
  [
    new client.ActivityExecutionFailedError("m", cause, "a", "r"),
    own.ActivityExecutionFailedError,
    { cause, activityId: "a", runId: "r" },
  ],
  [
    new client.ActivityExecutionAlreadyStartedError("m", "a", "r"),
    own.ActivityAlreadyStartedError,
    { activityId: "a", runId: "r" },
  ],
  [new client.ActivityNotFoundError("m"), own.ActivityNotFoundError, {}],
  [new client.ActivityCancelledError("m"), own.ActivityCancelledError, {}],
  [new client.ActivityPausedError("m"), own.ActivityPausedError, {}],
  [new client.ActivityResetError("m"), own.ActivityResetError, {}],
] as const;

describe("[FACE-3] an error that is made by the official constructor", () => {
  test.each(made)("%o says what it was given, and is of both faces' classes", (error, ownClass, fields) => {
    expect(error.message).toBe("m");
    expect(error).toMatchObject(fields);
    expect(error).toBeInstanceOf(ownClass);
    expect((ownClass as typeof own.RpcError).is(error)).toBe(true);
    const faceClass = error.constructor as typeof client.ServiceError;
    expect(error).toBeInstanceOf(faceClass);
    expect(faceClass.is(error)).toBe(true);
    expect(cause).not.toBeInstanceOf(faceClass);
  });

  test("may be made without a message, or of a state or a name", () => {
    expect(new client.ActivityNotFoundError().message).not.toBe("");
    expect(new client.ActivityCancelledError().message).toContain("WORKFLOW_ACTIVITY_CANCELLED");
    expect(new client.ActivityPausedError().message).toContain("WORKFLOW_ACTIVITY_PAUSED");
    expect(new client.ActivityResetError().message).toContain("WORKFLOW_ACTIVITY_RESET");
    expect(new client.NamespaceNotFoundError("n")).toMatchObject({ namespace: "n" });
    expect(new client.NamespaceNotFoundError("n")).toBeInstanceOf(own.NamespaceNotFoundError);
    expect(new client.QueryRejectedError("FAILED")).toMatchObject({ status: "FAILED" });
    expect(new client.WorkflowFailedError("m", undefined)).toMatchObject({ message: "m", cause: { message: "m" } });
  });
});

describe("[FACE-3] classes of official errors", () => {
  test("know the errors of the core, and those alone", () => {
    const thrown = new CoreActivityCancelledError();
    expect(thrown).toBeInstanceOf(client.ActivityCancelledError);
    expect(client.ActivityCancelledError.is(thrown)).toBe(true);
    expect(thrown).not.toBeInstanceOf(client.ActivityPausedError);
    const missing = new client.WorkflowNotFoundError("m", "w", undefined);
    expect(missing).toBeInstanceOf(client.ServiceError);
    expect(missing).not.toBeInstanceOf(client.ScheduleNotFoundError);
    expect(client.isGrpcServiceError(missing)).toBe(true);
  });

  test("may be derived: what is derived knows its own alone", () => {
    class NoSuchOrder extends client.WorkflowNotFoundError {}
    const mine = new NoSuchOrder("m", "w", undefined);
    expect(mine).toBeInstanceOf(NoSuchOrder);
    expect(mine).toBeInstanceOf(client.WorkflowNotFoundError);
    expect(new client.WorkflowNotFoundError("m", "w", undefined)).not.toBeInstanceOf(NoSuchOrder);
  });
});
