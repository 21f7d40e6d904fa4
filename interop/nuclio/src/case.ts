import type { LaunchedProcessor, ProcessorOptions, RunningProcessor } from "./start-processor.ts";

/** Something that a processor is asked, and what our wrapper makes it say. */
export interface Case {
  readonly name: string;
  /** What is to be seen with our wrapper. Others say whatever they say. */
  readonly expected: string;
  readonly options?: Omit<Partial<ProcessorOptions>, "wrapper">;
  /** Describes what is seen, in a line that is the same each time. */
  readonly observe?: (processor: RunningProcessor) => Promise<string>;
  /** The same, where it matters how the processor starts. */
  readonly observeStart?: (processor: LaunchedProcessor) => Promise<string>;
}
