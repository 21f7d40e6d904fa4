import type { ArgumentSpec } from "@millrace/tooling-cli";

export const fileArgument: ArgumentSpec = { summary: "A dataflow as YAML" };
