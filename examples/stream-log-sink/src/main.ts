import { strict as assert } from "node:assert";
import { parseArgs } from "node:util";
import { runSpec } from "@millrace/stream-udf";
import { logSink } from "./log-sink.ts";

const { values: args } = parseArgs({ options: { serve: { type: "boolean" }, sock: { type: "string" } } });

const spec = `
apiVersion: numaflow.numaproj.io/v1alpha1
kind: MonoVertex
metadata:
  name: log-sink
spec:
  source:
    udsource: { container: { image: words } }
  sink:
    udsink: { container: { image: log-sink } }
`;

/** Sends three messages to the sink, in this process, and looks at what it stored. */
async function tryOut(): Promise<void> {
  const source = ["to be", "or not", "to be"];
  const { counters } = await runSpec(spec, { source, sink: logSink() });
  assert.equal(counters["monovtx_sink_write_total"], source.length, "the sink did not store each message");
  assert.equal(counters["monovtx_ack_total"], source.length);
  console.log("Three messages went in, and the sink answered each of them with success.");
  console.log("`node src/main.ts --serve` serves the sink to Numaflow; see the Dockerfile.");
}

if (args.serve === true) await logSink(args.sock).start();
else await tryOut();
