import type { Client } from "@connectrpc/connect";
import type { health, operatorservice, testservice, workflowservice } from "@millrace/protocol/temporal";

/** Every call of Temporal's WorkflowService: `client.service`. */
export type WorkflowService = Client<typeof workflowservice.WorkflowService>;

/** Every call of Temporal's OperatorService: `client.operatorService`. */
export type OperatorService = Client<typeof operatorservice.OperatorService>;

/** Every call of Temporal's TestService, which only test servers have: `client.testService`. */
export type TestService = Client<typeof testservice.TestService>;

/** The health check of gRPC servers: `client.healthService`. */
export type HealthService = Client<typeof health.Health>;
