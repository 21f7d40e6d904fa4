/**
 * The messages and services of Temporal's API, a namespace each: packages of the API share names such as `Failure`.
 * Loading them takes a noticeable part of a second.
 */
export * as activity from "../gen/temporal/temporal/api/activity/v1/message_pb.ts";
export * as batch from "../gen/temporal/temporal/api/batch/v1/message_pb.ts";
export * as callback from "../gen/temporal/temporal/api/callback/v1/message_pb.ts";
export * as command from "../gen/temporal/temporal/api/command/v1/message_pb.ts";
export * as common from "../gen/temporal/temporal/api/common/v1/message_pb.ts";
export * as compute from "./compute.ts";
export * as deployment from "../gen/temporal/temporal/api/deployment/v1/message_pb.ts";
export * as enums from "./enums.ts";
export * as errordetails from "../gen/temporal/temporal/api/errordetails/v1/message_pb.ts";
export * as failure from "../gen/temporal/temporal/api/failure/v1/message_pb.ts";
export * as filter from "../gen/temporal/temporal/api/filter/v1/message_pb.ts";
export * as health from "../gen/health/health_pb.ts";
export * as history from "../gen/temporal/temporal/api/history/v1/message_pb.ts";
export * as namespace from "../gen/temporal/temporal/api/namespace/v1/message_pb.ts";
export * as nexus from "../gen/temporal/temporal/api/nexus/v1/message_pb.ts";
export * as operatorservice from "./operatorservice.ts";
export * as protocol from "../gen/temporal/temporal/api/protocol/v1/message_pb.ts";
export * as query from "../gen/temporal/temporal/api/query/v1/message_pb.ts";
export * as replication from "../gen/temporal/temporal/api/replication/v1/message_pb.ts";
export * as rules from "../gen/temporal/temporal/api/rules/v1/message_pb.ts";
export * as schedule from "../gen/temporal/temporal/api/schedule/v1/message_pb.ts";
export * as sdk from "./sdk.ts";
export * as taskqueue from "../gen/temporal/temporal/api/taskqueue/v1/message_pb.ts";
export * as testservice from "./testservice.ts";
export * as update from "../gen/temporal/temporal/api/update/v1/message_pb.ts";
export * as version from "../gen/temporal/temporal/api/version/v1/message_pb.ts";
export * as worker from "../gen/temporal/temporal/api/worker/v1/message_pb.ts";
export * as workflow from "../gen/temporal/temporal/api/workflow/v1/message_pb.ts";
export * as workflowservice from "./workflowservice.ts";
