import { mapOf, oneOf, text, type Reader } from "./reader.ts";
import { optional, struct, withDefault, type Field, type ReadOf } from "./struct.ts";

interface DeployFields {
  readonly machine: Field<string | undefined>;
  readonly working_dir: Field<string | undefined>;
  readonly labels: Field<ReadonlyMap<string, string>>;
  readonly distribute: Field<"local" | "scp" | "http">;
}

export type RawDeploy = ReadOf<DeployFields>;

const fields: DeployFields = {
  machine: optional(text),
  working_dir: optional(text),
  labels: withDefault(mapOf(text), new Map()),
  distribute: withDefault(oneOf(["local", "scp", "http"]), "local"),
};

/** `deploy:` of the file or of a node. */
export const deploy: Reader<RawDeploy> = struct("deploy", fields);
