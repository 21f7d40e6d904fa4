import {
  context,
  DependencyInputMapper,
  Input,
  InputBinding,
  KeyedInputMapper,
  Parameters,
  Pipeline,
  Stage,
} from "@millrace/pipeline-core";
import { combineData, getData, validateData } from "./functions.ts";

const parameters = Parameters.define({ source1: "north", source2: "south" });

/** Stages are named by strings. The compiler still knows every name and type: try `fromStage: "get_dat1"`. */
export function byNames(today: string) {
  const forDay = Input({ asArg: "forDay", bind: InputBinding.now(today) });
  return Pipeline("my pipeline", parameters, {
    stages: {
      get_data1: Stage(getData, {
        inputs: [
          Input({
            asArg: "source",
            bind: InputBinding.deferred(context.PARAMETERS, { mapper: KeyedInputMapper({ fromKey: "source2" }) }),
          }),
          forDay,
        ],
      }),
      get_data2: Stage(getData, {
        inputs: [
          Input({
            asArg: "source",
            bind: InputBinding.deferred(context.PARAMETERS, { mapper: KeyedInputMapper({ fromKey: "source1" }) }),
          }),
          forDay,
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
            bind: InputBinding.deferred(parameters, { mapper: (values) => [values.source1, values.source2] }),
          }),
        ],
      }),
    },
  });
}
