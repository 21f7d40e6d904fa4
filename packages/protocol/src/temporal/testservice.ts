export * from "../gen/temporal/temporal/api/testservice/v1/request_response_pb.ts";
export * from "../gen/temporal/temporal/api/testservice/v1/service_pb.ts";
