import { definePipeline, Parameters } from "@millrace/pipeline-core";
import { combineData, getData, validateData } from "./functions.ts";

const parameters = Parameters.define({ source1: "north", source2: "south" });

/** The same pipeline by values: what a stage gives is a reference, and takes its place among the inputs of the next. */
export const byValues = (forDay: string) =>
  definePipeline("my pipeline", { parameters }, (p) => {
    const { source1, source2 } = p.parameters;
    const data1 = p.stage("get_data1", { source: source2, forDay }, getData);
    const data2 = p.stage("get_data2", { source: source1, forDay }, getData);
    const newData = p.stage("combine_data", { data1, data2 }, combineData);
    const valid = p.stage("validate_data", { newData, source1, source2 }, (args) =>
      validateData({ newData: args.newData, sources: [args.source1, args.source2] }),
    );
    return { get_data1: data1, get_data2: data2, combine_data: newData, validate_data: valid };
  });
