import { Client as CoreClient } from "../client.ts";
import type { DataConverter as CoreDataConverter } from "../data-converter.ts";
import { WorkflowSdkError } from "../errors.ts";
import type { ClientInterceptor } from "../interceptors.ts";
import type { Connection as CoreConnection } from "../remote/connection/connection.ts";
import type { WorkflowService } from "../workflow-service.ts";
import { Connection, type Metadata } from "./connection.ts";
import { coreDataConverter, type DataConverter, type LoadedDataConverter } from "./data-converter.ts";
import { defined } from "./defined.ts";
import type { QueryRejectCondition } from "./enums.ts";

export interface BaseClientOptions {
  /** Default: {@link Connection.lazy} without options. */
  readonly connection?: CoreConnection;
  /** Default `default`. */
  readonly namespace?: string;
  readonly dataConverter?: DataConverter | LoadedDataConverter | CoreDataConverter;
  /** Only without `connection`, which has an identity of its own. */
  readonly identity?: string;
}

export const baseOptionNames = ["connection", "namespace", "dataConverter", "identity"] as const;

interface CoreParts {
  readonly interceptors: readonly ClientInterceptor[];
  readonly queryRejectCondition?: QueryRejectCondition;
}

/** What all official clients are: a face of this package's own client. */
export class BaseClient {
  /** The same client under this package's own names. */
  readonly core: CoreClient;

  constructor(options: BaseClientOptions, { interceptors, queryRejectCondition }: CoreParts) {
    const { namespace, dataConverter } = options;
    const settings = { namespace, dataConverter: coreDataConverter(dataConverter), interceptors, queryRejectCondition };
    this.core = new CoreClient(connectionOf(options), defined(settings));
  }

  get connection(): CoreConnection {
    return this.core.connection;
  }

  get namespace(): string {
    return this.core.namespace;
  }

  get dataConverter(): CoreDataConverter {
    return this.core.dataConverter;
  }

  get workflowService(): WorkflowService {
    return this.core.service;
  }

  withDeadline<R>(deadline: number | Date, fn: () => Promise<R>): Promise<R> {
    return this.core.withDeadline(deadline, fn);
  }

  withAbortSignal<R>(abortSignal: AbortSignal, fn: () => Promise<R>): Promise<R> {
    return this.core.withAbortSignal(abortSignal, fn);
  }

  withMetadata<R>(metadata: Metadata, fn: () => Promise<R>): Promise<R> {
    return this.core.withMetadata(metadata, fn);
  }
}

function connectionOf({ connection, identity }: BaseClientOptions): CoreConnection {
  if (connection === undefined) return Connection.lazy(defined({ identity }));
  if (identity === undefined || identity === connection.identity) return connection;
  const message = "a client: 'identity' is the connection's; give it to Connection.connect or Connection.lazy";
  throw new WorkflowSdkError("WORKFLOW_INVALID_OPTION", message, { details: { option: "identity" } });
}
