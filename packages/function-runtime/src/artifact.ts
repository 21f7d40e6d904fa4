import { Material } from "./material.ts";

/** A file or folder of any kind. */
export class Artifact extends Material {
  readonly type = "artifact";
}
