import type { ComponentKind } from "../../component.ts";

/**
 * What ends a call when all answers have come. `"halfClose"`: the engine says that it sends no more, and the server
 * ends the call with OK. `"cancel"`: the server would wait for ever, so the engine cancels.
 */
export type CallEnding = "halfClose" | "cancel";

/**
 * Servers that do not end a call which the engine has half-closed, by the language of their server-info file.
 * numaflow-go waits for a cancellation in maps and source transforms; its sinks and reduces end.
 */
export const knownEndings: Readonly<Record<string, Readonly<Partial<Record<ComponentKind, CallEnding>>>>> =
  Object.freeze({
    go: Object.freeze({ map: "cancel", sourceTransform: "cancel" }),
  });

export const endingOf = (language: string | undefined, kind: ComponentKind): CallEnding =>
  knownEndings[language ?? ""]?.[kind] ?? "halfClose";
