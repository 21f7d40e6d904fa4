/** What the compiler lets pass as components and options of `runSpec`, and what it does not. */
import { connectMiniEngine, testMap, testSink } from "../../src/testing.ts";
import {
  bytes,
  defineMap,
  defineSink,
  defineSourceTransform,
  linesOf,
  runSpec,
  type SpecResult,
  type SpecSource,
  type VertexComponents,
} from "../../src/index.ts";
import { UserDefinedFunctionServicer, Messages } from "../../src/function.ts";

const map = defineMap({ input: bytes, output: bytes, handle: (value) => ({ value }) });
const sink = defineSink({ input: bytes, handle: () => undefined });
const transformer = defineSourceTransform({ input: bytes, output: bytes, handle: () => undefined });
const servicer = UserDefinedFunctionServicer({ mapHandler: () => Messages() });

/** Each part takes definitions of its kind, and servicers. */
export const components: VertexComponents = {
  source: ["text", new Uint8Array(), { value: "text", keys: ["k"], eventTime: new Date(), headers: { a: "b" } }],
  transformer,
  udf: servicer,
  sink,
  fallback: sink,
  onSuccess: sink,
};

// @ts-expect-error a sink is no map
export const wrongUdf: VertexComponents = { udf: sink };
// @ts-expect-error a map is no source transform
export const wrongTransformer: VertexComponents = { transformer: map };
// @ts-expect-error a source transform runs at a source only
export const transformerAsUdf: VertexComponents = { udf: transformer };
// @ts-expect-error a number is no record
export const wrongSource: VertexComponents = { source: [1] };
// @ts-expect-error a function is no definition
export const handlerAlone: VertexComponents = { udf: () => [] };

export const sources: readonly SpecSource[] = [[], new Set<string>(), linesOf("file")];

export const results: readonly Promise<SpecResult>[] = [
  runSpec("", components),
  runSpec("", { in: { source: [] }, map, out: sink }, { maxMessages: 1, transport: "socket" }),
  // @ts-expect-error an unknown transport
  runSpec("", components, { transport: "pigeon" }),
  // @ts-expect-error an unknown option
  runSpec("", components, { maxMessage: 1 }),
];

export async function engines(): Promise<void> {
  const mapEngine = await connectMiniEngine("map", { directory: "d" });
  const [answered] = await mapEngine.send(["a"]);
  answered?.results[0]?.keys satisfies readonly string[] | undefined;
  // @ts-expect-error a result of a map has no event time
  void answered?.results[0]?.eventTime;

  const transformEngine = await connectMiniEngine("sourceTransform");
  const [transformed] = await transformEngine.send(["a"]);
  transformed?.results[0]?.eventTime satisfies Date | undefined;

  const sinkEngine = await connectMiniEngine("sink");
  // @ts-expect-error a sink is sent batches
  await sinkEngine.send("a");
  // @ts-expect-error a kind that there is not
  await connectMiniEngine("joins");
}

export async function tests(): Promise<void> {
  await testMap(map).send({ value: "a" });
  // @ts-expect-error a sink is no map
  testMap(sink);
  // @ts-expect-error a sink is sent a batch
  await testSink(sink).send({ value: "a" });
}
