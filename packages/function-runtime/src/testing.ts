export { callFunction } from "./testing/call.ts";
export type { CallFunctionOptions } from "./testing/call.ts";
export { createContext } from "./compose/create-context.ts";
export type { ContextOptions } from "./compose/create-context.ts";
export { MockProcessor, startMockProcessor } from "./testing/mock-processor.ts";
export type { ControlMessage, MockProcessorOptions, SendOptions } from "./testing/mock-processor.ts";
export type { MockLog, MockReply } from "./testing/mock-connection.ts";
export type { MockEvent } from "./testing/mock-event.ts";
