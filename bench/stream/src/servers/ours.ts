// Our servers: ours.ts <kind> <socket path>
import { bytes, createUdfServer, defineMap, defineReduce, defineSink } from "@millrace/stream-udf";

const components = {
  map: { map: defineMap({ input: bytes, output: bytes, handle: (value) => ({ value }) }) },
  sink: { sink: defineSink({ input: bytes, handle: () => undefined }) },
  reduce: {
    reduce: defineReduce({
      input: bytes,
      output: bytes,
      initial: () => 0,
      step: (count) => count + 1,
      finish: (count) => ({ value: Buffer.from(String(count)) }),
    }),
  },
};

const [kind = "map", socketPath = ""] = process.argv.slice(2);
void createUdfServer({ ...components[kind as keyof typeof components], socketPath }).run();
