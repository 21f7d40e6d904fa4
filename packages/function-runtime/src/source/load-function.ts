import type { LoadedFunction } from "../compose/call.ts";
import { FunctionError } from "../errors.ts";

export interface LoadFunctionOptions {
  readonly folder: string;
  /** `module.sub:function`, or `function` alone for `main` or the only file of code. */
  readonly handler: string;
  /** In the same forms. */
  readonly initFunction?: string;
  /** The one file of code, relative to the folder, where the source is one. */
  readonly codeFile?: string;
}

export async function loadFunction({ handler }: LoadFunctionOptions): Promise<LoadedFunction> {
  throw new FunctionError("FUNCTION_INVALID_HANDLER", `'${handler}' is not loaded yet`);
}
