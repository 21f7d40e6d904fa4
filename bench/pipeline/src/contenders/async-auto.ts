import { timeoutMs, type Contender } from "../contender.ts";
import { StageRecords } from "../stage-record.ts";

type Callback = (error: unknown, value?: unknown) => void;
type Task = (...args: [...results: unknown[], callback: Callback]) => void;

interface AsyncModule {
  readonly auto: (tasks: Record<string, readonly (string | Task)[]>) => Promise<unknown>;
  readonly timeout: (fn: () => Promise<unknown>, milliseconds: number) => Task;
}

/** `async.auto` with `async.timeout`; the record is ours. */
export const asyncAuto = ({ auto, timeout }: AsyncModule): Contender => ({
  define(levels, noOp) {
    const records = new StageRecords();
    const tasks: Record<string, readonly (string | Task)[]> = {};
    const run = async (): Promise<unknown> => noOp();
    let before: readonly string[] = [];
    for (const level of levels) {
      for (const name of level) {
        const record = records.add(name);
        const timed = timeout(run, timeoutMs);
        const task: Task = (...args) => {
          const callback = args.at(-1) as Callback;
          record.start();
          timed((error, value) => {
            record.end(error ? "failed" : "succeeded");
            callback(error, value);
          });
        };
        tasks[name] = [...before, task];
      }
      before = level;
    }
    return async () => {
      await auto(tasks);
      return records.get;
    };
  },
});
