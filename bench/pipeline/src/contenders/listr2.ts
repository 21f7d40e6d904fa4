import type { Contender } from "../contender.ts";
import { StageRecords } from "../stage-record.ts";

interface ListrTask {
  readonly title?: string;
  readonly task: (
    context: unknown,
    task: { newListr: (tasks: readonly ListrTask[], options: object) => unknown },
  ) => unknown;
}

interface RanTask {
  readonly title?: string;
  readonly state: string;
  readonly subtasks?: readonly RanTask[];
}

interface ListrModule {
  readonly Listr: new (
    tasks: readonly ListrTask[],
    options: object,
  ) => { readonly tasks: readonly RanTask[]; run(): Promise<unknown> };
}

/** A list of tasks; stages beside each other are a nested concurrent list. Status is listr2's, timeout and times are ours. */
export const listr2 = ({ Listr }: ListrModule): Contender => ({
  define(levels, noOp) {
    const records = new StageRecords();
    const taskOf = (name: string): ListrTask => {
      const record = records.add(name);
      return { title: name, task: () => record.run(noOp) };
    };
    const tasks = levels.map((level): ListrTask => {
      const inner = level.map(taskOf);
      const [only] = inner;
      if (only !== undefined && inner.length === 1) return only;
      return { task: (_context, task) => task.newListr(inner, { concurrent: true }) };
    });
    const list = new Listr(tasks, { renderer: "silent", registerSignalListeners: false });
    return async () => {
      await list.run();
      return (name) => {
        const [record, task] = [records.get(name), find(list.tasks, name)];
        if (record === undefined || task === undefined) return undefined;
        const { startedAt, endedAt, attempts } = record;
        return { name, startedAt, endedAt, attempts, status: task.state === "COMPLETED" ? "succeeded" : task.state };
      };
    };
  },
});

function find(tasks: readonly RanTask[], title: string): RanTask | undefined {
  for (const task of tasks) {
    const found = task.title === title ? task : find(task.subtasks ?? [], title);
    if (found !== undefined) return found;
  }
  return undefined;
}
