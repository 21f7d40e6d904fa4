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

const getData = ({ source, forDay }: { source: string; forDay: string }): string => `${source} for day ${forDay}`;
const combineData = async ({ data1, data2 }: { data1: string; data2: string }): Promise<string> =>
  `${data1} and ${data2}`;
const validateData = ({ newData, sources }: { newData: string; sources: string[] }): boolean =>
  sources.every((source) => newData.includes(source));

const parameters = Parameters.define({ source1: "north", source2: "south" });
const day = InputBinding.now("2024-05-01");

const pipeline = Pipeline("my pipeline", parameters, {
  stages: {
    get_data1: Stage(getData, {
      inputs: [
        Input({
          asArg: "source",
          bind: InputBinding.deferred(context.PARAMETERS, { mapper: KeyedInputMapper({ fromKey: "source2" }) }),
        }),
        Input({ asArg: "forDay", bind: day }),
      ],
    }),
    get_data2: Stage(getData, {
      inputs: [
        Input({
          asArg: "source",
          bind: InputBinding.deferred(context.PARAMETERS, { mapper: KeyedInputMapper({ fromKey: "source1" }) }),
        }),
        Input({ asArg: "forDay", bind: day }),
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
          bind: InputBinding.deferred(context.STAGES, { mapper: DependencyInputMapper({ fromStage: "combine_data" }) }),
        }),
        Input({
          asArg: "sources",
          bind: InputBinding.deferred(parameters, { mapper: (values) => [values.source1, values.source2] }),
        }),
      ],
    }),
  },
});

test("the seed's example gives its four results", async () => {
  const results = await pipeline.run({ source1: "east" });
  expect(results).toEqual({
    get_data1: "south for day 2024-05-01",
    get_data2: "east for day 2024-05-01",
    combine_data: "south for day 2024-05-01 and east for day 2024-05-01",
    validate_data: true,
  });
  const text: string = results.combine_data;
  expect(text).toContain("and");
});
