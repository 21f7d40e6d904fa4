// The local engine from source to sink: local-engine.ts <transport> <messages>. Prints messages and CPU a second.
import { bytes, defineMap, defineSink, runSpec } from "@millrace/stream-udf";

const spec = `
apiVersion: numaflow.numaproj.io/v1alpha1
kind: MonoVertex
metadata: { name: bench }
spec:
  source: { udsource: { container: { image: source } } }
  udf: { container: { image: map } }
  sink: { udsink: { container: { image: sink } } }
`;

type Transport = "direct" | "socket";

const main = async (transport: Transport, messages: number): Promise<void> => {
  const value = new Uint8Array(100).fill(7);
  let stored = 0;
  const map = defineMap({ input: bytes, output: bytes, handle: (input) => ({ value: input }) });
  const sink = defineSink({ input: bytes, handle: (batch) => void (stored += batch.length) });
  const run = async (count: number): Promise<void> => {
    stored = 0;
    const source = (function* () {
      for (let index = 0; index < count; index++) yield value;
    })();
    await runSpec(spec, { source, udf: map, sink }, { transport });
    if (stored !== count) throw new Error(`${stored} of ${count} messages were stored`);
  };
  await run(messages / 10);
  const cpu = process.cpuUsage();
  const began = performance.now();
  await run(messages);
  const seconds = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  process.stdout.write(`${JSON.stringify({ rate: messages / seconds, cpu: (user + system) / messages })}\n`);
};

const [transport = "direct", messages = "0"] = process.argv.slice(2);
void main(transport as Transport, Number(messages));
