import { describeErrors } from "@millrace/protocol";
import { rpcErrors } from "./error-table.ts";
import type { RpcAnswer } from "./rpc-error.ts";
import { AlreadyExistsError, FailedPreconditionError, NotFoundError, UnavailableError } from "./status-errors.ts";

export class NamespaceNotFoundError extends NotFoundError {
  readonly namespace: string;

  static {
    describeErrors(this, "NamespaceNotFoundError", rpcErrors);
  }

  constructor(answer: RpcAnswer, fields: { readonly namespace: string }) {
    super(answer, "RPC_NAMESPACE_NOT_FOUND", fields);
    this.namespace = fields.namespace;
  }
}

export class NamespaceAlreadyExistsError extends AlreadyExistsError {
  static {
    describeErrors(this, "NamespaceAlreadyExistsError", rpcErrors);
  }

  constructor(answer: RpcAnswer) {
    super(answer, "RPC_NAMESPACE_ALREADY_EXISTS");
  }
}

export interface NamespaceNotActiveFields {
  readonly namespace: string;
  readonly currentCluster: string;
  readonly activeCluster: string;
}

export class NamespaceNotActiveError extends FailedPreconditionError {
  readonly namespace: string;
  readonly currentCluster: string;
  readonly activeCluster: string;

  static {
    describeErrors(this, "NamespaceNotActiveError", rpcErrors);
  }

  constructor(answer: RpcAnswer, fields: NamespaceNotActiveFields) {
    super(answer, "RPC_NAMESPACE_NOT_ACTIVE", { ...fields });
    this.namespace = fields.namespace;
    this.currentCluster = fields.currentCluster;
    this.activeCluster = fields.activeCluster;
  }
}

export type NamespaceState = "REGISTERED" | "DEPRECATED" | "DELETED";

export interface NamespaceInvalidStateFields {
  readonly namespace: string;
  readonly state: NamespaceState | undefined;
  readonly allowedStates: readonly NamespaceState[];
}

export class NamespaceInvalidStateError extends FailedPreconditionError {
  readonly namespace: string;
  /** Undefined for one that this version does not know. */
  readonly state: NamespaceState | undefined;
  readonly allowedStates: readonly NamespaceState[];

  static {
    describeErrors(this, "NamespaceInvalidStateError", rpcErrors);
  }

  constructor(answer: RpcAnswer, fields: NamespaceInvalidStateFields) {
    super(answer, "RPC_NAMESPACE_INVALID_STATE", { ...fields });
    this.namespace = fields.namespace;
    this.state = fields.state;
    this.allowedStates = fields.allowedStates;
  }
}

export class NamespaceUnavailableError extends UnavailableError {
  readonly namespace: string;

  static {
    describeErrors(this, "NamespaceUnavailableError", rpcErrors);
  }

  constructor(answer: RpcAnswer, fields: { readonly namespace: string }) {
    super(answer, "RPC_NAMESPACE_UNAVAILABLE", fields);
    this.namespace = fields.namespace;
  }
}
