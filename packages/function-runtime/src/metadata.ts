import type { EntityMetadata } from "./entity.ts";
import { FunctionError } from "./errors.ts";
import { invalidField, listOf, text } from "./field-checks.ts";
import { functionDefaults } from "./run-options.ts";

/** The options of every entity that go to its metadata. */
export interface DescribedOptions {
  readonly name: string;
  readonly description?: string;
  readonly labels?: readonly string[];
  readonly embedded?: boolean;
}

const labels = listOf(text());
const description = text("a text", /^[^\0]*$/);

export function descriptionOf(project: string, options: DescribedOptions): EntityMetadata {
  const { embedded = functionDefaults.embedded } = options;
  if (typeof embedded !== "boolean") throw invalidField("embedded", "true or false", embedded);
  return {
    project,
    name: options.name,
    ...(options.description === undefined
      ? {}
      : { description: description(options.description, "description") as string }),
    ...(options.labels === undefined ? {} : { labels: labels(options.labels, "labels") as string[] }),
    embedded,
  };
}

/** From a project, the project is known; naming it again could only contradict. */
export function refuseProject(options: object, where: string): void {
  if (!("project" in options) || options.project === undefined) return;
  throw new FunctionError("FUNCTION_PROJECT_GIVEN", `${where} makes it in its own project; leave out 'project'`, {
    details: { where },
  });
}
