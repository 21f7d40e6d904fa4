import type { JsonObject } from "./entity.ts";
import type { Action } from "./kinds.ts";

/** Kubernetes labels that the node must have. */
export interface NodeSelector {
  readonly key: string;
  readonly value: string;
}

export type VolumeType = "persistent_volume_claim" | "shared_volume" | "ephemeral" | "empty_dir" | "image";

export interface Volume {
  readonly volumeType: VolumeType;
  readonly name: string;
  /** Where the function finds it: an absolute path. */
  readonly mountPath: string;
  /** `size`, `size_limit`, `medium`, `image` or `subPath`, by type. */
  readonly spec?: Readonly<Record<string, string>>;
}

/** Such as `"2"`, `"500m"`, `"64Gi"`. */
export type Quantity = string;

/** What the function may use. Today's platform has one value for each; of `{ requests, limits }` it gets the limit. */
export interface Resources {
  readonly cpu?: Quantity | QuantityRange;
  readonly mem?: Quantity | QuantityRange;
  readonly gpu?: Quantity | QuantityRange;
  readonly disk?: Quantity | QuantityRange;
}

export interface QuantityRange {
  readonly requests?: Quantity;
  readonly limits?: Quantity;
}

export interface EnvironmentVariable {
  readonly name: string;
  readonly value: string;
}

export type ServiceType = "ExternalName" | "ClusterIP" | "NodePort" | "LoadBalancer";

/** Fields of a task that every action takes. */
export interface CommonTaskOptions {
  readonly nodeSelector?: readonly NodeSelector[];
  readonly volumes?: readonly Volume[];
  readonly resources?: Resources;
  /** Kubernetes' `Affinity`, as its API has it. */
  readonly affinity?: JsonObject;
  /** Kubernetes' `Toleration`s, as its API has them. */
  readonly tolerations?: readonly JsonObject[];
  readonly envs?: readonly EnvironmentVariable[];
  /** Names of secrets of the project; their values are set in the environment under these names and masked in logs. */
  readonly secrets?: readonly string[];
  /** A template of the platform's administrators. */
  readonly profile?: string;
}

export interface JobTaskOptions extends CommonTaskOptions {
  /** How often a failed job is tried again. Default 0. */
  readonly backoffLimit?: number;
  /** How long one try may take, in milliseconds; then its `signal` aborts, and its process is ended. Default: no limit. */
  readonly deadlineMs?: number;
}

export interface ServeTaskOptions extends CommonTaskOptions {
  /** Processes that serve beside each other. Default 1. */
  readonly replicas?: number;
  /** How Kubernetes exposes the service. Default `"NodePort"`. */
  readonly serviceType?: ServiceType;
}

export interface BuildTaskOptions extends CommonTaskOptions {
  /** Shell lines that become RUN lines of the image. */
  readonly instructions?: readonly string[];
}

/** The fields of a task, by action. */
export interface TaskOptionsByAction {
  readonly job: JobTaskOptions;
  readonly serve: ServeTaskOptions;
  readonly build: BuildTaskOptions;
}

export type TaskOptions<A extends Action> = TaskOptionsByAction[A];
