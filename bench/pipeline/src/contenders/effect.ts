import type { Contender, StageView } from "../contender.ts";
import { timeoutMs } from "../contender.ts";

/** An effect, as much of it as is used here. */
interface Effect {
  pipe(...steps: readonly ((effect: Effect) => Effect)[]): Effect;
}

interface Span {
  readonly name: string;
  readonly status:
    | { readonly _tag: "Started" }
    | {
        readonly _tag: "Ended";
        readonly startTime: bigint;
        readonly endTime: bigint;
        readonly exit: { readonly _tag: "Success" | "Failure" };
      };
}

interface EffectModule {
  readonly Effect: {
    promise(evaluate: () => Promise<unknown>): Effect;
    timeout(durationMs: number): (effect: Effect) => Effect;
    withSpan(name: string, options: { readonly captureStackTrace: boolean }): (effect: Effect) => Effect;
    withTracer(tracer: unknown): (effect: Effect) => Effect;
    all(effects: readonly Effect[], options: object): Effect;
    forEach(items: readonly Effect[], fn: (effect: Effect) => Effect, options: object): Effect;
    runPromise(effect: Effect): Promise<unknown>;
  };
  readonly Tracer: {
    make(tracer: { span(options: { readonly name: string }): Span }): unknown;
    readonly NativeSpan: new (options: { readonly name: string }) => Span;
  };
}

/**
 * A span and a timeout for each stage; the record is the spans of the run, kept by a tracer as an exporter would. Stack
 * traces of spans, which cost most, are off.
 */
export const effect = ({ Effect, Tracer }: EffectModule): Contender => ({
  define(levels, noOp) {
    const run = async (): Promise<unknown> => noOp();
    const stageOf = (name: string): Effect =>
      Effect.promise(run).pipe(Effect.timeout(timeoutMs), Effect.withSpan(name, { captureStackTrace: false }));
    const steps = levels.map((level) => {
      const stages = level.map(stageOf);
      const [only] = stages;
      return only !== undefined && stages.length === 1
        ? only
        : Effect.all(stages, { concurrency: "unbounded", discard: true });
    });
    const program = Effect.forEach(steps, (step) => step, { discard: true });
    return async () => {
      const spans = new Map<string, Span>();
      const tracer = Tracer.make({
        span(options) {
          const span = new Tracer.NativeSpan(options);
          spans.set(options.name, span);
          return span;
        },
      });
      await Effect.runPromise(program.pipe(Effect.withTracer(tracer)));
      return (name) => viewOf(spans.get(name));
    };
  },
});

function viewOf(span: Span | undefined): StageView | undefined {
  if (span?.status._tag !== "Ended") return undefined;
  const { startTime, endTime, exit } = span.status;
  return {
    name: span.name,
    status: exit._tag === "Success" ? "succeeded" : "failed",
    startedAt: Number(startTime) / 1e6,
    endedAt: Number(endTime) / 1e6,
    // A further attempt would be a further span.
    attempts: 1,
  };
}
