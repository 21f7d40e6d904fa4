import { describeErrors } from "@millrace/protocol";
import { rpcErrors } from "./error-table.ts";
import type { RpcAnswer } from "./rpc-error.ts";
import { FailedPreconditionError, NotFoundError } from "./status-errors.ts";

export interface ClientVersionNotSupportedFields {
  readonly clientName: string;
  readonly clientVersion: string;
  /** A range of versions. */
  readonly supportedVersions: string;
}

export class ClientVersionNotSupportedError extends FailedPreconditionError {
  readonly clientName: string;
  readonly clientVersion: string;
  readonly supportedVersions: string;

  static {
    describeErrors(this, "ClientVersionNotSupportedError", rpcErrors);
  }

  constructor(answer: RpcAnswer, fields: ClientVersionNotSupportedFields) {
    super(answer, "RPC_CLIENT_VERSION_NOT_SUPPORTED", { ...fields });
    this.clientName = fields.clientName;
    this.clientVersion = fields.clientVersion;
    this.supportedVersions = fields.supportedVersions;
  }
}

export interface ServerVersionNotSupportedFields {
  readonly serverVersion: string;
  /** The range of server versions that the client said to support. */
  readonly clientSupportedServerVersions: string;
}

export class ServerVersionNotSupportedError extends FailedPreconditionError {
  readonly serverVersion: string;
  readonly clientSupportedServerVersions: string;

  static {
    describeErrors(this, "ServerVersionNotSupportedError", rpcErrors);
  }

  constructor(answer: RpcAnswer, fields: ServerVersionNotSupportedFields) {
    super(answer, "RPC_SERVER_VERSION_NOT_SUPPORTED", { ...fields });
    this.serverVersion = fields.serverVersion;
    this.clientSupportedServerVersions = fields.clientSupportedServerVersions;
  }
}

export class NewerBuildExistsError extends NotFoundError {
  readonly defaultBuildId: string;

  static {
    describeErrors(this, "NewerBuildExistsError", rpcErrors);
  }

  constructor(answer: RpcAnswer, fields: { readonly defaultBuildId: string }) {
    super(answer, "RPC_NEWER_BUILD_EXISTS", fields);
    this.defaultBuildId = fields.defaultBuildId;
  }
}
