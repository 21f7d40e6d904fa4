import type { SearchAttributeRegistry } from "../attribute-registry.ts";
import { divisionAttribute, reservedPrefix, systemAttributes, type AttributeType } from "../attribute-types.ts";
import { decodeAttribute, type AttributeValue } from "../attribute-values.ts";
import { msToNs } from "../datetime.ts";
import type { ExecutionKind, VisibilityRecord } from "../record.ts";
import { queryError } from "./query-error.ts";
import type { FieldName } from "./syntax.ts";

/** A field of the query, as it is read from records. */
export interface Field {
  /** As the query has it. */
  readonly name: string;
  /** The field that is meant. */
  readonly target: string;
  readonly type: AttributeType;
  /** Undefined if the record has no such value. */
  readonly read: (record: VisibilityRecord) => AttributeValue | undefined;
}

type Reader = Field["read"];

const systemReaders: Readonly<Record<string, Reader>> = {
  WorkflowId: ({ id }) => id,
  RunId: ({ runId }) => runId,
  WorkflowType: ({ kind, type }) => (kind === "workflow" ? type : undefined),
  StartTime: ({ startTimeMs }) => msToNs(startTimeMs),
  ExecutionTime: ({ executionTimeMs }) => msToNs(executionTimeMs),
  CloseTime: ({ closeTimeMs }) => (closeTimeMs === undefined ? undefined : msToNs(closeTimeMs)),
  ExecutionStatus: ({ status }) => status,
  TaskQueue: ({ taskQueue }) => taskQueue,
  HistoryLength: closedOnly(({ historyLength }) => historyLength),
  HistorySizeBytes: closedOnly(({ historySizeBytes }) => historySizeBytes),
  StateTransitionCount: closedOnly(({ stateTransitionCount }) => stateTransitionCount),
  ExecutionDuration: ({ closeTimeMs, executionTimeMs }) =>
    closeTimeMs === undefined ? undefined : msToNs(closeTimeMs - executionTimeMs),
  ParentWorkflowId: ({ parent }) => parent?.id,
  ParentRunId: ({ parent }) => parent?.runId,
  RootWorkflowId: ({ root }) => root?.id,
  RootRunId: ({ root }) => root?.runId,
};

/** What activities are asked by, beside the fields of all runs. */
const activityFields: Readonly<Record<string, readonly [type: AttributeType, read: Reader]>> = {
  ActivityId: ["Keyword", ({ id }) => id],
  ActivityType: ["Keyword", ({ type }) => type],
};

/** Temporal writes these into its lists when a run closes. */
function closedOnly(read: (record: VisibilityRecord) => number): Reader {
  return (record) => (record.closeTimeMs === undefined ? undefined : read(record));
}

/** Whose fields a query is about. */
export interface FieldScope {
  readonly kind: ExecutionKind;
  readonly namespace: string;
  readonly attributes: SearchAttributeRegistry;
}

/**
 * Finds the field that a name means: a custom attribute before all others, then with the prefix `Temporal` added or
 * taken away.
 *
 * @throws `invalid_argument` if there is none.
 */
export function resolveField({ name, position }: FieldName, scope: FieldScope): Field {
  const found = lookUp(name, scope) ?? lookUp(alias(name), scope);
  if (found === undefined) throw queryError("invalid search attribute", name, position);
  return { ...found, name };
}

/** Reads the division that a run is in. */
export const divisionOf: Reader = (record) => attribute(divisionAttribute, "Keyword")(record);

function alias(name: string): string {
  const bare = name.startsWith(reservedPrefix) ? name.slice(reservedPrefix.length) : undefined;
  if ((bare ?? name) === "ScheduleId") return "WorkflowId";
  return bare ?? `${reservedPrefix}${name}`;
}

function lookUp(target: string, { kind, namespace, attributes }: FieldScope): Omit<Field, "name"> | undefined {
  const system = Object.hasOwn(systemAttributes, target) ? systemAttributes[target] : undefined;
  if (system !== undefined) return { target, type: system, read: systemReaders[target] as Reader };
  const type = attributes.typeOf(namespace, target);
  if (type !== undefined) return { target, type, read: attribute(target, type) };
  const ofActivity = kind === "activity" && Object.hasOwn(activityFields, target) ? activityFields[target] : undefined;
  return ofActivity === undefined ? undefined : { target, type: ofActivity[0], read: ofActivity[1] };
}

function attribute(name: string, type: AttributeType): Reader {
  return ({ searchAttributes }) => {
    const payload = Object.hasOwn(searchAttributes, name) ? searchAttributes[name] : undefined;
    if (payload === undefined) return undefined;
    try {
      return decodeAttribute(payload, type);
    } catch {
      // The attribute was removed and added again with another type: the run has no value of the new one.
      return undefined;
    }
  };
}
