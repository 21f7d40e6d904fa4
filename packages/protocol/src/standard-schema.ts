/** The part of Standard Schema v1 that Millrace reads; zod, valibot and arktype schemas fit as they are. */
export interface StandardSchema<Input = unknown, Output = Input> {
  readonly "~standard": {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (value: unknown) => SchemaResult<Output> | Promise<SchemaResult<Output>>;
    readonly types?: { readonly input: Input; readonly output: Output } | undefined;
  };
}

export type SchemaResult<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: readonly SchemaIssue[] };

export interface SchemaIssue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/** Whether something is a schema that implements Standard Schema. */
export const isStandardSchema = (value: unknown): value is StandardSchema =>
  (typeof value === "object" || typeof value === "function") && value !== null && "~standard" in value;

/** A step of an issue's path as text. */
export const issueKey = (part: PropertyKey | { readonly key: PropertyKey }): string =>
  String(typeof part === "object" ? part.key : part);

/** `field.0.name: message` for each issue, joined by `; `. */
export const describeIssues = (issues: readonly SchemaIssue[]): string =>
  issues
    .map(({ path, message }) => {
      const where = path?.map(issueKey).join(".");
      return where === undefined || where === "" ? message : `${where}: ${message}`;
    })
    .join("; ");
