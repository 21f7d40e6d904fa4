import { strict as assert } from "node:assert";
import { parseArgs } from "node:util";
import { runSpec } from "@millrace/stream-udf";
import { Response, Responses, UserDefinedSinkServicer } from "@millrace/stream-udf/sink";
import { forwardMessage } from "./forward-message.ts";

const { values: args } = parseArgs({ options: { serve: { type: "boolean" }, sock: { type: "string" } } });

const spec = `
apiVersion: numaflow.numaproj.io/v1alpha1
kind: MonoVertex
metadata:
  name: forward-message
spec:
  source:
    udsource: { container: { image: words } }
  udf:
    container: { image: forward-message }
  sink:
    udsink: { container: { image: keep } }
`;

/** Sends three messages through the function, in this process, and compares what comes out. */
async function tryOut(): Promise<void> {
  const source = ["to be", "or not", "to be"].map((value, nth) => ({ value, keys: [`word-${nth}`] }));
  const kept: { value: string; keys: readonly string[] }[] = [];
  const keep = UserDefinedSinkServicer((datums) => {
    const responses = Responses();
    for (const { id, value, keys } of datums) {
      kept.push({ value: Buffer.from(value).toString(), keys });
      responses.append(Response.asSuccess(id));
    }
    return responses;
  });

  const { counters } = await runSpec(spec, { source, udf: forwardMessage(), sink: keep });

  assert.deepEqual(kept, source, "what came out is not what went in");
  assert.equal(counters["monovtx_ack_total"], 3);
  for (const { keys, value } of kept) console.log(`forwarded ${keys.join()}: ${value}`);
  console.log("Three messages went in, and the same three came out, with their keys.");
  console.log("`node src/main.ts --serve` serves the function to Numaflow; see the Dockerfile.");
}

if (args.serve === true) await forwardMessage(args.sock).start();
else await tryOut();
