import { expect, test } from "vitest";
import {
  context,
  DependencyInputMapper,
  Input,
  InputBinding,
  KeyedInputMapper,
  Parameters,
  Pipeline,
  Stage,
} from "../src/index.ts";

const getData = ({ source, forDay }: { source: string; forDay: Date }): string =>
  `${source} for day ${forDay.toISOString().slice(0, 10)}`;
const combineData = ({ data1, data2 }: { data1: string; data2: string }): string => `${data1} and ${data2}`;
const validateData = ({ newData, sources }: { newData: string; sources: readonly string[] }): boolean =>
  sources.every((source) => newData.includes(source));

const today = new Date("2024-05-01T12:00:00Z");

const fromParameter = (fromKey: "source1" | "source2") =>
  Input({
    asArg: "source",
    bind: InputBinding.deferred(context.PARAMETERS, { mapper: KeyedInputMapper({ fromKey }) }),
  });

const example = () =>
  Pipeline("my pipeline", Parameters.define({ source1: "north", source2: "south" }), {
    stages: {
      get_data1: Stage(getData, {
        inputs: [
          Input({
            asArg: "source",
            bind: InputBinding.deferred(context.PARAMETERS, { mapper: KeyedInputMapper({ fromKey: "source2" }) }),
          }),
          Input({ asArg: "forDay", bind: InputBinding.now(today) }),
        ],
      }),
      get_data2: Stage(getData, {
        inputs: [
          Input({
            asArg: "source",
            bind: InputBinding.deferred(context.PARAMETERS, { mapper: KeyedInputMapper({ fromKey: "source1" }) }),
          }),
          Input({ asArg: "forDay", bind: InputBinding.now(today) }),
        ],
      }),
      combine_data: Stage(combineData, {
        inputs: [
          Input({
            asArg: "data1",
            bind: InputBinding.deferred(context.STAGES, { mapper: DependencyInputMapper({ fromStage: "get_data1" }) }),
          }),
          Input({
            asArg: "data2",
            bind: InputBinding.deferred(context.STAGES, { mapper: DependencyInputMapper({ fromStage: "get_data2" }) }),
          }),
        ],
      }),
      validate_data: Stage(validateData, {
        inputs: [
          Input({
            asArg: "newData",
            bind: InputBinding.deferred(context.STAGES, {
              mapper: DependencyInputMapper({ fromStage: "combine_data" }),
            }),
          }),
          Input({
            asArg: "sources",
            bind: InputBinding.deferred(context.PARAMETERS, {
              mapper: (values) => [String(values["source1"]), String(values["source2"])],
            }),
          }),
        ],
      }),
    },
  });

test("[SEED-02] stage functions are plain functions and give the same when called directly", async () => {
  const [data1, data2] = [getData({ source: "south", forDay: today }), getData({ source: "north", forDay: today })];
  const newData = combineData({ data1, data2 });
  const results = await example().run();
  expect(results.combine_data).toBe(newData);
  expect(results.validate_data).toBe(validateData({ newData, sources: ["north", "south"] }));
});

test("[SEED-03] a stage sees the pipeline's name as context.PIPELINE", async () => {
  const named = Pipeline("my pipeline", Parameters.define({}), {
    stages: { who: Stage(() => context.PIPELINE.must()) },
  });
  expect(named.name).toBe("my pipeline");
  expect(await named.run()).toEqual({ who: "my pipeline" });
});

test("[SEED-04] Parameters.define declares names and gives them their defaults", () => {
  const parameters = Parameters.define({ source1: "north", source2: "south" });
  expect(parameters.names).toEqual(["source1", "source2"]);
  expect(Object.fromEntries(parameters)).toEqual({ source1: "north", source2: "south" });
});

test("[SEED-05, SEED-06] a stage calls its function with one object that has the inputs under their asArg names", async () => {
  const seen: unknown[] = [];
  const day = new Date();
  const look = Stage((args: { source: string; forDay: Date }) => void seen.push(args), {
    inputs: [
      Input({ asArg: "source", bind: InputBinding.now("north") }),
      Input({ asArg: "forDay", bind: InputBinding.now(day) }),
    ],
  });
  await look.run();
  await Pipeline("looking", Parameters.define({}), { stages: { look } }).run();
  expect(seen).toEqual([
    { source: "north", forDay: day },
    { source: "north", forDay: day },
  ]);
});

test("[SEED-07, SEED-08] one function is two stages that take their source from different parameters", async () => {
  const results = await example().run({ source1: "east", source2: "west" });
  expect(results.get_data1).toBe("west for day 2024-05-01");
  expect(results.get_data2).toBe("east for day 2024-05-01");
});

test("[SEED-07] a binding that is made once serves several stages", async () => {
  const days = { forDay: Input({ asArg: "forDay", bind: InputBinding.now(today) }) };
  const twice = Pipeline("twice", Parameters.define({ source1: "north", source2: "south" }), {
    stages: {
      a: Stage(getData, { inputs: [fromParameter("source1"), days.forDay] }),
      b: Stage(getData, { inputs: [fromParameter("source1"), days.forDay] }),
    },
  });
  const results = await twice.run();
  expect(results.a).toBe("north for day 2024-05-01");
  expect(results.b).toBe(results.a);
});

test("[SEED-09] now() hands over the very value that was given", async () => {
  const value = { changes: 0 };
  const stage = Stage((args: { value: object }) => args.value, {
    inputs: [Input({ asArg: "value", bind: InputBinding.now(value) })],
  });
  value.changes++;
  expect(await stage.run()).toBe(value);
});

test("[SEED-10, SEED-11] combine_data takes the outputs of two stages", async () => {
  const results = await example().run();
  expect(results.combine_data).toBe("south for day 2024-05-01 and north for day 2024-05-01");
});

test("[SEED-12] validate_data runs after combine_data, which runs after both sources", async () => {
  const started: string[] = [];
  await example().run({}, { onEvent: (event) => event.type === "stage_started" && started.push(event.stage) });
  expect(started).toEqual(["get_data1", "get_data2", "combine_data", "validate_data"]);
});

test("[SEED-13] a bare function over context.PARAMETERS is a mapper", async () => {
  const sources = Pipeline("sources", Parameters.define({ source1: "north", source2: "south" }), {
    stages: {
      all: Stage((args: { sources: readonly string[] }) => args.sources, {
        inputs: [
          Input({
            asArg: "sources",
            bind: InputBinding.deferred(context.PARAMETERS, {
              mapper: (values) => [String(values["source1"]), String(values["source2"])],
            }),
          }),
        ],
      }),
    },
  });
  expect(await sources.run({ source2: "west" })).toEqual({ all: ["north", "west"] });
});

test("[SEED-14] the example gives exactly its four results", async () => {
  expect(await example().run()).toEqual({
    get_data1: "south for day 2024-05-01",
    get_data2: "north for day 2024-05-01",
    combine_data: "south for day 2024-05-01 and north for day 2024-05-01",
    validate_data: true,
  });
});
