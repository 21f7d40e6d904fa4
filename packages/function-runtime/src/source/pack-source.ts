import type { JsonObject } from "../entity.ts";
import { FunctionError } from "../errors.ts";
import type { EntityPlace, Platform } from "../platform.ts";

/** The code of a function as its maker gives it; one of the first three is required. */
export interface SourceOptions {
  /** A path, or a URI: `git+https://…#ref`, `https://…`, `zip+https://…`, `zip+s3://…`. */
  readonly codeSrc?: string;
  /** Plain text; wins over `base64`. */
  readonly code?: string;
  readonly base64?: string;
  readonly handler?: string;
  readonly initFunction?: string;
  /** A hint: `"typescript"` or `"javascript"`. Default `"typescript"`. */
  readonly lang?: string;
}

export interface PackSourceOptions {
  readonly platform: Platform;
  /** The function that the source belongs to: folders and archives are stored with it. */
  readonly place: EntityPlace & { readonly name: string };
  /** What relative paths are relative to. Default: the working directory. */
  readonly dir?: string;
}

/** What a function keeps as `spec.source`. */
export async function packSource(source: SourceOptions, _options: PackSourceOptions): Promise<JsonObject> {
  throw new FunctionError("FUNCTION_INVALID_SOURCE", `the source ${JSON.stringify(source)} is not packed yet`);
}
