export { MockActivityEnvironment, mockActivityFacts } from "./mock-activity-environment.ts";
export type { MockActivityOptions } from "./mock-activity-environment.ts";
export * from "./testing/index.ts";
