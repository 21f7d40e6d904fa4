export type { MapAnswer, SinkAnswer, TransformAnswer } from "./answer.ts";
export { knownEndings } from "./embedded/engine/endings.ts";
export type { CallEnding } from "./embedded/engine/endings.ts";
export type { EngineMessage, EngineMessageInit } from "./testing/engine-message.ts";
export type {
  Answered,
  EngineWindow,
  MapEngine,
  MiniEngine,
  ReduceEngine,
  SinkEngine,
  SourceTransformEngine,
} from "./testing/engines.ts";
export { testMap, testReduce, testSink, testSourceTransform, verdictOf } from "./testing/handlers.ts";
export type { HandlerTest } from "./testing/handlers.ts";
export { connectMiniEngine, miniEngineDefaults } from "./testing/mini-engine.ts";
export type { MiniEngineOptions } from "./testing/mini-engine.ts";
