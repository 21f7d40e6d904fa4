import { appendFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { stringifyExact } from "../internal/exact-json.ts";
import type { NodeConfig } from "../node-config.ts";
import type { LinkEvent, NodeLink, RawMetadata } from "../node-link.ts";
import { dataJson } from "../recording/data-json.ts";
import { dataTypeJson } from "../recording/data-type.ts";
import type { DoraValue } from "../value.ts";
import { HybridClock } from "../wire/hybrid-clock.ts";
import { readTestFile, type TestFile, type TestFileEvent } from "./test-file.ts";

export interface FileLinkOptions {
  /** `DORA_TEST_WITH_INPUTS` */
  readonly inputs: string;
  /** `DORA_TEST_WRITE_OUTPUTS_TO`. Default `outputs.jsonl` beside the inputs. */
  readonly outputs?: string | undefined;
  /** `DORA_TEST_NO_OUTPUT_TIME_OFFSET`: outputs are written without their times, which differ from run to run. */
  readonly withoutTimes?: boolean;
}

/** The engine of a node under test: its events come from a file, and what it sends goes into another. */
export async function fileLink({ inputs, outputs, withoutTimes = false }: FileLinkOptions): Promise<NodeLink> {
  const target = outputs ?? path.join(path.dirname(inputs), "outputs.jsonl");
  const file = await readTestFile(inputs);
  writeFileSync(target, "");
  return new FileLink(file, target, withoutTimes);
}

class FileLink implements NodeLink {
  readonly config: NodeConfig;
  readonly #file: TestFile;
  readonly #target: string;
  readonly #withoutTimes: boolean;
  readonly #clock = new HybridClock();
  readonly #startMs = performance.now();
  #deliver: (event: LinkEvent) => void = () => undefined;
  #next = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(file: TestFile, target: string, withoutTimes: boolean) {
    this.#file = file;
    this.#target = target;
    this.#withoutTimes = withoutTimes;
    this.config = {
      dataflowId: "00000000-0000-0000-0000-000000000000",
      nodeId: file.nodeId,
      inputs: file.inputs,
      outputs: file.outputs ?? [],
      acceptsAnyOutput: file.outputs === undefined,
      inputTypes: new Map(),
      outputTypes: new Map(),
      dataflowDescriptor: { nodes: [] },
      dynamic: false,
      restartCount: 0,
    };
  }

  now(): ReturnType<HybridClock["now"]> {
    return this.#clock.now();
  }

  async start(deliver: (event: LinkEvent) => void): Promise<void> {
    this.#deliver = deliver;
    this.#schedule();
  }

  /** Events come in the order of the file, none before the input before it was read: no queue throws anything away. */
  taken(): void {
    this.#schedule();
  }

  send(outputId: string, _metadata: RawMetadata, value: DoraValue | undefined): undefined {
    const time = this.#withoutTimes ? {} : { time_offset_secs: (performance.now() - this.#startMs) / 1000 };
    const data =
      value === undefined
        ? {}
        : { data: Array.from(value, (slot) => dataJson(value.type, slot)), data_type: dataTypeJson(value.type) };
    appendFileSync(this.#target, `${stringifyExact({ id: outputId, ...time, ...data })}\n`);
  }

  async closeOutputs(): Promise<void> {}

  async close(): Promise<void> {
    clearTimeout(this.#timer);
  }

  #schedule(): void {
    const next = this.#file.events[this.#next];
    const waitMs = next === undefined ? 0 : Math.max(0, next.atMs - (performance.now() - this.#startMs));
    this.#timer = setTimeout(() => this.#tell(next?.event), waitMs);
  }

  #tell(event: TestFileEvent["event"] | undefined): void {
    this.#next += 1;
    if (event === undefined) return this.#deliver({ type: "end" });
    if (event.type === "input") {
      return this.#deliver({ ...event, metadata: { timestamp: this.now(), parameters: event.parameters } });
    }
    this.#deliver(event);
    this.#schedule();
  }
}
