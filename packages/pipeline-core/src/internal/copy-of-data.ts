import { PipelineError } from "../errors.ts";
import { findInData, isPlain } from "./find-in-data.ts";

/** A deep copy of lists and plain objects. @throws PipelineError PIPELINE_INVALID_ARGUMENT for anything else within */
export function copyOfData<Data extends object>(data: Data, what: string): Data {
  const found = findInData(data, (part) => !isPlain(part));
  if (found === undefined) {
    try {
      return structuredClone(data);
    } catch {
      // A function or a symbol: told below.
    }
  }
  const kind = found === undefined ? "a function or symbol" : `an instance of ${found.part.constructor.name}`;
  const place = found === undefined || found.at === "" ? "" : ` at ${found.at}`;
  throw new PipelineError(
    "PIPELINE_INVALID_ARGUMENT",
    `${what} is, or holds, ${kind}${place}, of which no run can be given a copy; pass a function that makes the value: () => …`,
  );
}
