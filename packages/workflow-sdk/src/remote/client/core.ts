import type { DataConverter } from "../../data-converter.ts";
import type { ClientInterceptor, QueryRejectCondition } from "../../interceptors.ts";
import type { WorkflowSerializationContext } from "../../serialization-context.ts";
import type { Connection } from "../connection/connection.ts";

/** What the parts of a client share. */
export interface ClientCore {
  readonly connection: Connection;
  readonly namespace: string;
  readonly dataConverter: DataConverter;
  /** The first is the outermost. */
  readonly interceptors: readonly ClientInterceptor[];
  readonly queryRejectCondition: QueryRejectCondition | undefined;
}

/** What converters and codecs are told of a workflow's values. */
export function workflowContext({ namespace }: ClientCore, workflowId: string): WorkflowSerializationContext {
  return { type: "workflow", namespace, workflowId };
}
