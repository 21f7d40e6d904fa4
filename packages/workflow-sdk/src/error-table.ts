import type { ErrorCodeOf } from "@millrace/protocol";

/** Every error that this package raises on its own account. What a service answers with is in `rpc-errors/`. */
export const workflowErrors = {
  WORKFLOW_INVALID_ADDRESS: {
    summary: "A client is given an address that it cannot connect to by its form alone.",
    remedy: "Give `host:port`; without a port it is 7233.",
  },
  WORKFLOW_INVALID_OPTION: {
    summary: "An option of a client, worker or call has a value that cannot be.",
    remedy: "Give what the message names.",
  },
  WORKFLOW_CONNECT_FAILED: {
    summary: "No Temporal server answered at the address within the time to connect.",
    remedy: "Check that the server runs, its address, and whether it wants TLS; the cause says how it failed.",
    retryable: true,
  },
  WORKFLOW_CONNECTION_CLOSED: {
    summary: "A call is made with a client that was closed.",
    remedy: "Close the client after the last call, or connect another one.",
  },
  WORKFLOW_EXECUTION_FAILED: {
    summary: "A workflow whose result was asked for failed, was cancelled or terminated, or took too long.",
    remedy: "The cause says how it ended; a `retryPolicy` makes failures start it again.",
  },
  WORKFLOW_CONTINUED_AS_NEW: {
    summary: "The run whose result was asked for goes on as another run.",
    remedy: "Ask for the result with `followRuns: true`, which is the default.",
  },
  WORKFLOW_UPDATE_FAILED: {
    summary: "A workflow refused an update, or failed to carry it out.",
    remedy: "The cause is what the workflow threw.",
  },
  WORKFLOW_QUERY_REJECTED: {
    summary: "A workflow was in a state that the caller's `rejectCondition` excludes.",
    remedy: "Ask without the condition, or take the status that the error holds for the answer.",
  },
  WORKFLOW_ACTIVITY_EXECUTION_FAILED: {
    summary: "A standalone activity whose result was asked for failed, was cancelled or terminated, or took too long.",
    remedy: "The cause says how it ended.",
  },
  WORKFLOW_ACTIVITY_CANCELLED: {
    summary: "A heartbeat from outside of a worker was answered: the activity is to be cancelled.",
    remedy: "Stop, and tell the server with `reportCancellation()`.",
  },
  WORKFLOW_ACTIVITY_PAUSED: {
    summary: "A heartbeat from outside of a worker was answered: the activity was paused.",
    remedy: "Stop this attempt.",
  },
  WORKFLOW_ACTIVITY_RESET: {
    summary: "A heartbeat from outside of a worker was answered: the activity was reset.",
    remedy: "Stop this attempt.",
  },
  WORKFLOW_UNEXPECTED_ANSWER: {
    summary: "A server answered a call with something that the call's contract does not allow.",
    remedy: "Check that the address is that of a Temporal server, and its version.",
  },
  WORKFLOW_INVALID_CONFIG: {
    summary: "The environment or a `temporal.toml` configures a client in a way that cannot be.",
    remedy: "Correct the variable or the line that the message names.",
  },
  WORKFLOW_NOT_IN_ACTIVITY: {
    summary: "Something of the running activity is asked for where no activity runs.",
    remedy:
      "Call it from inside of an activity; in tests, give it one with `MockActivityEnvironment` or `runWithContext`.",
  },
  WORKFLOW_COMPLETE_ASYNC: {
    summary: "Thrown by an activity, not an error: somebody else will report how it ends.",
    remedy: "Let it leave the activity; outside of one it means nothing.",
  },
  WORKFLOW_ACTIVITY_NOT_CALLABLE: {
    summary: "A worker is given an activity that it cannot call, or one with a name that it cannot serve.",
    remedy: "Give functions, or objects with a `run` method; spread the methods of an instance with `activitiesOf`.",
  },
  WORKFLOW_WORKER_IDLE: {
    summary: "A worker is given nothing to work on.",
    remedy: "Name at least one activity in `activities`.",
  },
  WORKFLOW_WORKER_EXISTS: {
    summary: "This process already has a running worker for the same namespace, task queue and types of tasks.",
    remedy: "Give all activities of the queue to one worker, or shut the other one down first.",
  },
  WORKFLOW_WORKER_CLOSED: {
    summary: "A worker was started that had been shut down before it polled.",
    remedy: "Make a new one; a worker runs once.",
  },
  WORKFLOW_WORKER_POLL_REFUSED: {
    summary: "The server refused a worker's polls for longer than a server or proxy needs to start.",
    remedy: "See the cause: namespace, permissions, or a server that is none of Temporal's.",
  },
  WORKFLOW_WORKER_STOP_TIMEOUT: {
    summary:
      "A worker's time to stop was over, and activities still ran, or the server had not answered their reports or that the worker leaves; it has stopped without them.",
    remedy:
      "Make activities end when `activity.info().signal` aborts, or give longer with `forceMs`; see whether the server can be reached.",
  },
  WORKFLOW_EXECUTOR_FAILED: {
    summary: "A thread of an executor ended, or could not start, while it had an activity to run.",
    remedy: "See the cause; the activity is tried again if its retry policy allows it.",
    retryable: true,
  },
  WORKFLOW_EXECUTOR_UNKNOWN_ACTIVITY: {
    summary: "The program of an executor's threads does not serve an activity that its worker has.",
    remedy: "Pass the same activities to `serveActivities` in that program.",
  },
  WORKFLOW_EXECUTOR_CLOSED: {
    summary: "An executor was given an activity after it had been closed.",
    remedy: "Close it after the workers that use it.",
  },
  WORKFLOW_INVALID_SERVER_OPTION: {
    summary: "A server is to be started with a namespace, search attribute or dynamic configuration that cannot be.",
    remedy: "Give what the message names.",
  },
  WORKFLOW_INVALID_SCRIPT: {
    summary: "A `ScriptedWorker` has no script for what it is asked, or one that it cannot play.",
    remedy: "Give the script the workflow, query, update or command that the message names.",
  },
  WORKFLOW_CODEC_FAILED: {
    summary: "A payload codec threw something that has no code of its own.",
    remedy: "See the cause; the message names the codec and the direction.",
  },
  WORKFLOW_CODEC_RESULT: {
    summary: "A payload codec gave something else than one payload for each that it was given.",
    remedy: "Correct the codec that the message names; pass payloads on that it does not change.",
  },
  WORKFLOW_FAILURE_CONVERTER_RESULT: {
    summary: "A failure converter gave something that is no failure, or no error.",
    remedy: "Derive from `DefaultFailureConverter` and change what it gives.",
  },
  WORKFLOW_INVALID_TIME: {
    summary: "A duration or a point in time is not a finite number, or beyond what Temporal's messages hold.",
    remedy: "Give milliseconds; leave a timeout out instead of making it infinite.",
  },
  WORKFLOW_INVALID_RETRY_POLICY: {
    summary: "A retry policy breaks a rule that the server holds policies to.",
    remedy: "Correct the member that the message names.",
  },
  WORKFLOW_INVALID_PRIORITY: {
    summary: "A priority breaks a rule that the server holds priorities to.",
    remedy: "Correct the member that the message names.",
  },
  WORKFLOW_INVALID_SEARCH_ATTRIBUTE: {
    summary: "A search attribute has a value that is not of its type, or is given twice.",
    remedy: "Give it a value of the type that the message names; `null` removes it.",
  },
  WORKFLOW_PAYLOAD_TOO_LARGE: {
    summary: "Arguments, a result or details take more bytes than the server allows for one field.",
    remedy: "Keep the data elsewhere and pass a reference, or compress it by a codec.",
  },
  WORKFLOW_INVALID_HISTORY: {
    summary: "Something that is to be a workflow's history cannot be read as one.",
    remedy: "Give the JSON that `temporal workflow show --output json` writes; the cause names the place.",
  },
} as const;

export type WorkflowErrorCode = ErrorCodeOf<typeof workflowErrors>;
