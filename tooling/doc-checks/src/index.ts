export { checkDocs } from "./check-docs.ts";
export type { CheckDocsOptions } from "./check-docs.ts";
export { formatProblem } from "./problem.ts";
export type { Check, Problem } from "./problem.ts";
export { findPages, repositoryRoot } from "./workspace.ts";
