/** A path, a YAML text (a string with a line break, or that begins with `nodes:`), or the dataflow as a plain object. */
export type DataflowSource = string | URL | Readonly<Record<string, unknown>>;

export interface ReadDataflowOptions {
  /** What messages call a text or an object. Default: `"dataflow"`. */
  readonly file?: string;
  /** The folder for the relative paths of a text or an object. Default: the working directory. */
  readonly directory?: string;
  /** Types of connected ports that do not fit are errors, as `strict_types: true` of the file says. Default: warnings. */
  readonly strictTypes?: boolean;
  /** Variables that `env:` and paths may refer to. Default: the process's. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}
