import { timeoutMs, type NoOp, type StageView } from "./contender.ts";

/** The record that a user keeps by hand where a library keeps none. */
export class StageRecord implements StageView {
  readonly name: string;
  status = "pending";
  startedAt = 0;
  endedAt = 0;
  attempts = 0;

  constructor(name: string) {
    this.name = name;
  }

  start(): void {
    this.status = "running";
    this.attempts++;
    this.startedAt = performance.now();
  }

  end(status: "succeeded" | "failed"): void {
    this.status = status;
    this.endedAt = performance.now();
  }

  /** Runs a stage under this record and the timeout. */
  async run(noOp: NoOp): Promise<unknown> {
    this.start();
    try {
      const value = await withTimeout(noOp());
      this.end("succeeded");
      return value;
    } catch (error) {
      this.end("failed");
      throw error;
    }
  }
}

/** Records by name, made with the definition. */
export class StageRecords {
  readonly #records = new Map<string, StageRecord>();

  add(name: string): StageRecord {
    const record = new StageRecord(name);
    this.#records.set(name, record);
    return record;
  }

  readonly get = (name: string): StageRecord | undefined => this.#records.get(name);
}

/** The timeout that a user writes by hand where a library has none. */
function withTimeout(value: unknown): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`took longer than ${timeoutMs} ms`)), timeoutMs);
    Promise.resolve(value).then(
      (settled) => {
        clearTimeout(timer);
        resolve(settled);
      },
      (error: unknown) => {
        clearTimeout(timer);
        reject(error);
      },
    );
  });
}
