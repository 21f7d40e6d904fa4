export type { LinkEvent, RawMetadata } from "./node-link.ts";
export type { TypedParameter } from "./parameter.ts";
export { FakeDaemon } from "./testing/fake-daemon.ts";
export type { FakeDaemonOptions, Fault } from "./testing/fake-daemon.ts";
export { createTestNode, createTestOperators } from "./testing/test-node.ts";
export type { SentOutput, TestEngine, TestNode, TestNodeOptions, TestOperators } from "./testing/test-node.ts";
export { readTestFile } from "./testing/test-file.ts";
export type { TestFile, TestFileEvent } from "./testing/test-file.ts";
