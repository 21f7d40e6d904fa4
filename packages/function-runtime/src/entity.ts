/** The types of entities that a platform keeps. Their plural with an `s` is the path of its REST API. */
export type EntityType = "project" | "function" | "task" | "run" | "artifact" | "dataitem" | "model" | "secret";

/** A JSON object. */
export type JsonObject = { readonly [key: string]: JsonValue };
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject;

/** An entity as DigitalHub Core's REST API has it. */
export interface EntityRecord {
  readonly id: string;
  /** `store://{project}/{type}/{kind}/{name}:{id}`; made by the platform. */
  readonly key: string;
  readonly kind: string;
  readonly name: string;
  /** Absent for a project itself. */
  readonly project?: string;
  readonly user?: string;
  readonly metadata: EntityMetadata;
  readonly spec: JsonObject;
  readonly status: EntityStatus;
  readonly extensions?: readonly JsonValue[];
}

export interface EntityMetadata {
  readonly project?: string;
  readonly name?: string;
  readonly version?: string;
  readonly description?: string;
  readonly labels?: readonly string[];
  /** ISO 8601. */
  readonly created?: string;
  readonly created_by?: string;
  readonly updated?: string;
  readonly updated_by?: string;
  readonly embedded?: boolean;
  readonly relationships?: readonly Relationship[];
  readonly [key: string]: unknown;
}

export interface Relationship {
  readonly type: "produced_by" | "consumes" | "run_of" | "step_of" | "part_of";
  readonly source?: string;
  readonly dest: string;
}

export interface EntityStatus {
  readonly state?: string;
  readonly message?: string;
  readonly [key: string]: unknown;
}

/** What a caller gives to make an entity; the platform fills in the rest. */
export type NewEntity = Partial<EntityRecord> & Pick<EntityRecord, "kind">;
