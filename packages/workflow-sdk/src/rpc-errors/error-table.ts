import type { ErrorCodeOf } from "@millrace/protocol";

/** What calls of Temporal's services end in: one entry for each status of gRPC, and one for each kind of detail. */
export const rpcErrors = {
  RPC_CANCELLED: {
    summary: "A call was cancelled, by its signal or by the server.",
    remedy: "Nothing, if you cancelled it.",
  },
  RPC_UNKNOWN: {
    summary: "A server or proxy answered with an error that says nothing about its kind.",
    remedy: "Read the message; look into the server's log.",
  },
  RPC_INVALID_ARGUMENT: {
    summary: "The server refuses a request for what is in it.",
    remedy: "Correct what the message names.",
  },
  RPC_DEADLINE_EXCEEDED: {
    summary: "A call took longer than it was allowed to.",
    remedy: "Allow it more time, or see what the server is busy with.",
    retryable: true,
  },
  RPC_NOT_FOUND: {
    summary: "What a call is about does not exist, or has ended.",
    remedy: "Check the id and the namespace.",
  },
  RPC_ALREADY_EXISTS: {
    summary: "What a call is to make exists already.",
    remedy: "Choose another id, or use what there is.",
  },
  RPC_PERMISSION_DENIED: {
    summary: "The server knows who calls, and does not allow it.",
    remedy: "Ask for the permission; check the namespace and the API key.",
  },
  RPC_RESOURCE_EXHAUSTED: {
    summary: "A limit of the server is reached.",
    remedy: "Call less often, or raise the limit that `reason` and `scope` name.",
    retryable: true,
  },
  RPC_FAILED_PRECONDITION: {
    summary: "The state of things does not allow the call.",
    remedy: "Bring about what the message asks for first.",
  },
  RPC_ABORTED: {
    summary: "A call met another one and gave way.",
    remedy: "Try again.",
    retryable: true,
  },
  RPC_OUT_OF_RANGE: {
    summary: "A request names a place beyond the end.",
    remedy: "Correct what the message names.",
  },
  RPC_UNIMPLEMENTED: {
    summary: "The server does not have the call or the feature.",
    remedy: "Use a server version that has it; the message names it.",
  },
  RPC_INTERNAL: {
    summary: "The server failed.",
    remedy: "Look into the server's log.",
    retryable: true,
  },
  RPC_UNAVAILABLE: {
    summary: "The server cannot be reached, or not now.",
    remedy: "Try again; check address and network.",
    retryable: true,
  },
  RPC_DATA_LOSS: {
    summary: "The server found that data is lost or damaged.",
    remedy: "Look into the server's log and its database.",
  },
  RPC_UNAUTHENTICATED: {
    summary: "The server does not know who calls.",
    remedy: "Check the API key or the client certificate.",
  },
  RPC_WORKFLOW_NOT_FOUND: {
    summary: "No workflow has the id, or it is closed and the call needs a running one.",
    remedy: "Check workflow id, run id and namespace.",
  },
  RPC_ACTIVITY_NOT_FOUND: {
    summary: "No activity has the id or token, or it has ended.",
    remedy: "Check the ids; an activity that timed out is found no more.",
  },
  RPC_SCHEDULE_NOT_FOUND: {
    summary: "No schedule has the id.",
    remedy: "Check the id and the namespace.",
  },
  RPC_NAMESPACE_NOT_FOUND: {
    summary: "The server has no such namespace.",
    remedy: "Correct the namespace, or register it.",
  },
  RPC_NEWER_BUILD_EXISTS: {
    summary: "The task queue has a newer default build than the worker's.",
    remedy: "Run workers of the default build.",
  },
  RPC_WORKFLOW_ALREADY_STARTED: {
    summary: "A workflow with the id runs, or ran and must not be started again.",
    remedy: "Choose another id, or another policy for ids in use.",
  },
  RPC_ACTIVITY_ALREADY_STARTED: {
    summary: "A standalone activity with the id runs, or ran and must not be started again.",
    remedy: "Choose another id, or another policy for ids in use.",
  },
  RPC_NEXUS_OPERATION_ALREADY_STARTED: {
    summary: "A Nexus operation with the id runs, or ran and must not be started again.",
    remedy: "Choose another id, or another policy for ids in use.",
  },
  RPC_NAMESPACE_ALREADY_EXISTS: {
    summary: "A namespace with the name exists already.",
    remedy: "Use it, or choose another name.",
  },
  RPC_SCHEDULE_ALREADY_EXISTS: {
    summary: "A schedule with the id exists already.",
    remedy: "Update it, or choose another id.",
  },
  RPC_CANCELLATION_ALREADY_REQUESTED: {
    summary: "The workflow has been asked to cancel before.",
    remedy: "Nothing: it is on its way.",
  },
  RPC_NAMESPACE_NOT_ACTIVE: {
    summary: "Another cluster is active for the namespace.",
    remedy: "Call the cluster that `activeCluster` names.",
  },
  RPC_NAMESPACE_INVALID_STATE: {
    summary: "The namespace is in a state that does not allow the call.",
    remedy: "See `state` and `allowedStates`.",
  },
  RPC_CLIENT_VERSION_NOT_SUPPORTED: {
    summary: "The server does not serve clients of this version.",
    remedy: "Use a version that `supportedVersions` names.",
  },
  RPC_SERVER_VERSION_NOT_SUPPORTED: {
    summary: "The server is of a version that the request says not to support.",
    remedy: "Use a server of another version.",
  },
  RPC_WORKFLOW_NOT_READY: {
    summary: "The workflow cannot answer yet: its first task is not complete.",
    remedy: "Try again after it began.",
    retryable: true,
  },
  RPC_QUERY_FAILED: {
    summary: "A query failed in the workflow.",
    remedy: "See the cause: it is what the workflow's code threw.",
  },
  RPC_SYSTEM_WORKFLOW_FAILED: {
    summary: "A workflow of the server's own, which does the work of the call, failed.",
    remedy: "See `workflowError`; look into the server's log.",
  },
  RPC_MULTI_OPERATION_FAILED: {
    summary: "One of several operations of one call failed, and so none was done.",
    remedy: "See `operations`: each tells of its own.",
  },
  RPC_TASK_COMPLETION_BUFFER_LOST: {
    summary: "The server lost pages of a large task completion.",
    remedy: "Send all pages again.",
    retryable: true,
  },
  RPC_NAMESPACE_UNAVAILABLE: {
    summary: "The namespace is unavailable for now.",
    remedy: "Try again.",
    retryable: true,
  },
} as const;

export type RpcErrorCode = ErrorCodeOf<typeof rpcErrors>;
