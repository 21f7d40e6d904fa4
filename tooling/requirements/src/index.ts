export type { Requirement } from "./manifest.ts";
export { requirementsReporter } from "./reporter.ts";
export type { RequirementsReporterOptions } from "./reporter.ts";
