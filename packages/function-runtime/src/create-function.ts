import { checkOptions } from "@millrace/protocol";
import { FunctionError } from "./errors.ts";
import type { ProjectFunctionOptions } from "./function-options.ts";
import { Function } from "./function-object.ts";
import { functionSpec } from "./function-spec.ts";
import { newId } from "./keys.ts";
import { functionKind } from "./kinds.ts";
import { descriptionOf, refuseProject } from "./metadata.ts";
import { checkName, checkUuid } from "./names.ts";
import type { Project } from "./project.ts";

const optionNames: readonly string[] = [
  "name",
  "kind",
  "uuid",
  "description",
  "labels",
  "embedded",
  "codeSrc",
  "code",
  "base64",
  "handler",
  "initFunction",
  "nodeVersion",
  "lang",
  "image",
  "baseImage",
  "requirements",
];

/** Makes a function, or the next version of one. */
export async function createFunction(project: Project, options: ProjectFunctionOptions): Promise<Function> {
  refuseProject(options, "project.newFunction");
  checkOptions(options, optionNames, "project.newFunction");
  const name = checkName(options.name, "function");
  checkKind(options.kind);
  const id = options.uuid === undefined ? newId() : checkUuid(options.uuid);
  const place = { type: "function", project: project.name, id } as const;
  const record = await project.platform.create("function", {
    id,
    kind: functionKind,
    name,
    project: project.name,
    metadata: descriptionOf(project.name, options),
    spec: await functionSpec(options, project.platform, { ...place, name }),
  });
  return new Function(project, record);
}

function checkKind(kind: string): void {
  if (kind === functionKind) return;
  const advice =
    kind === "python"
      ? "functions of Python run by DigitalHub's own SDK; here the kind is 'nodejs'"
      : "functions here are of kind 'nodejs'";
  throw new FunctionError("FUNCTION_INVALID_KIND", `newFunction knows no kind '${kind}': ${advice}`, {
    details: { kind },
  });
}
