import type { EntityRecord } from "../../entity.ts";
import { FunctionError } from "../../errors.ts";
import type { EmbeddedCore } from "../embedded-core.ts";
import { functionOf } from "./function-of.ts";

/** A function knows the image that was built of it last: the one change of its spec that there is. */
export async function rememberImage(core: EmbeddedCore, run: EntityRecord, image: string | undefined): Promise<void> {
  if (image === undefined) return;
  const { project, id } = functionOf(run);
  try {
    await core.entities.change({ type: "function", project, id }, (stored, now) => ({
      ...stored,
      metadata: { ...stored.metadata, updated: now },
      spec: { ...stored.spec, image },
    }));
  } catch (error) {
    // Deleted while it was built.
    if (!FunctionError.is(error, "FUNCTION_NOT_FOUND")) throw error;
  }
}
