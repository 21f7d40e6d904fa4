import type { Part } from "./part.ts";
import { text, type ReadContext, type Reader } from "./reader.ts";

/** What is wrong with the id of a node; `undefined` if nothing is. */
export function nodeIdFault(id: string): string | undefined {
  const letters = letterFault(id, /[^\w.-]/u, "[a-zA-Z0-9_.-]");
  if (letters !== undefined) return letters;
  if (id.startsWith("."))
    return `identifier '${id}' must not start with '.', because folders are named after nodes; put a letter first`;
  if (id === "dora")
    return "identifier 'dora' is reserved for built-in inputs (dora/timer/…, dora/logs); choose another id";
  return undefined;
}

/** What is wrong with the id of an input or output; slashes divide it, as in `operator/output`. */
export function dataIdFault(id: string): string | undefined {
  const letters = letterFault(id, /[^\w./-]/u, "[a-zA-Z0-9_./-]");
  if (letters !== undefined) return letters;
  return id.split("/").includes("")
    ? `identifier '${id}' has an empty path segment; no '/' may be first, last or beside another`
    : undefined;
}

function letterFault(id: string, wrong: RegExp, right: string): string | undefined {
  if (id === "") return "identifier must not be empty";
  const [letter] = wrong.exec(id) ?? [];
  return letter === undefined
    ? undefined
    : `identifier contains invalid character '${letter}'; only ${right} are allowed`;
}

export const nodeId: Reader<string> = (part, context) => checked(part, context, nodeIdFault);
export const dataId: Reader<string> = (part, context) => checked(part, context, dataIdFault);

function checked(part: Part, context: ReadContext, faultOf: (id: string) => string | undefined): string | undefined {
  const id = text(part, context);
  const fault = id === undefined ? undefined : faultOf(id);
  if (fault === undefined) return id;
  context.problems.add("DATAFLOW_INVALID_ID", part, fault);
  return undefined;
}
