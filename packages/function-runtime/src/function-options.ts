import type { NodeVersion } from "./kinds.ts";

/** What a function is made of. */
export interface FunctionOptions {
  readonly name: string;
  /** `"nodejs"`. */
  readonly kind: "nodejs";
  /** A UUID of version 4 as the id of this version. Default: a new one. */
  readonly uuid?: string;
  readonly description?: string;
  readonly labels?: readonly string[];
  /** Whether the project's definition holds a copy. Default `true`. */
  readonly embedded?: boolean;
  /** Where the code is: a file or folder, `git+https://…#ref`, `https://…`, `zip+https://…`, `zip+s3://…`. */
  readonly codeSrc?: string;
  /** The code itself. */
  readonly code?: string;
  /** The code itself in base64; `code` wins over it. */
  readonly base64?: string;
  /** The function to call: `module:name`, or `name` of the only or main file. */
  readonly handler: string;
  /** The function to call once before the first call, named like `handler`. */
  readonly initFunction?: string;
  readonly nodeVersion: NodeVersion;
  /** The language of the code, a hint. Default: told from the file's ending, `"typescript"` for plain code. */
  readonly lang?: string;
  /** The image that the function runs in; a build sets it. */
  readonly image?: string;
  /** The image that a build starts from. */
  readonly baseImage?: string;
  /** npm specifiers: `["zod@^4", "@scope/name"]`. */
  readonly requirements?: readonly string[];
}

/** What `project.newFunction` takes: the project is known. */
export type ProjectFunctionOptions = FunctionOptions & { readonly project?: never };
