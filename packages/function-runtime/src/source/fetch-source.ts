import type { JsonObject } from "../entity.ts";
import { FunctionError } from "../errors.ts";
import type { Platform } from "../platform.ts";

export interface FetchSourceOptions {
  /** Where the source goes; it is replaced as a whole, once everything has come. */
  readonly folder: string;
  /** Needed for sources that are files of a store. */
  readonly platform?: Platform;
  readonly signal?: AbortSignal;
}

export interface FetchedSource {
  /** `folder`, or where a source that is a local folder lies. */
  readonly folder: string;
  /** The one file of code, relative to the folder, where the source is one. */
  readonly codeFile?: string;
}

export async function fetchSource(source: JsonObject, _options: FetchSourceOptions): Promise<FetchedSource> {
  throw new FunctionError("FUNCTION_INVALID_SOURCE", `the source ${JSON.stringify(source)} is not fetched yet`);
}
