import { checkOneOf, checkOptions } from "@millrace/protocol";
import { DataConverter, type DataConverterOptions } from "./data-converter.ts";
import { WorkflowSdkError } from "./errors.ts";
import type { ClientInterceptor, QueryRejectCondition } from "./interceptors.ts";
import { checkText } from "./internal/check-values.ts";
import { connectionOptionNames, type ConnectionOptions } from "./remote/connection/options.ts";

/** How a client reaches its server, and what it does with values. */
export interface ClientOptions extends ConnectionOptions {
  /** Default `default`. */
  readonly namespace?: string;
  /** Default `DataConverter.default`. */
  readonly dataConverter?: DataConverter | DataConverterOptions;
  /** The first is the outermost. Default: none. */
  readonly interceptors?: readonly ClientInterceptor[];
  /** In which states workflows are not queried. Default `NONE`: in no state. */
  readonly queryRejectCondition?: QueryRejectCondition;
}

/** What of the options is not the connection's. */
export interface CheckedClientOptions {
  readonly namespace: string;
  readonly dataConverter: DataConverter;
  readonly interceptors: readonly ClientInterceptor[];
  readonly queryRejectCondition: QueryRejectCondition | undefined;
  readonly connection: ConnectionOptions;
}

const own = ["namespace", "dataConverter", "interceptors", "queryRejectCondition"];

/** @throws `PROTOCOL_UNKNOWN_OPTION`, `PROTOCOL_INVALID_OPTION`, `WORKFLOW_INVALID_OPTION` */
export function checkClientOptions(options: ClientOptions): CheckedClientOptions {
  const where = "a client";
  checkOptions(options, [...own, ...connectionOptionNames], where);
  const { namespace = "default", dataConverter, interceptors = [], queryRejectCondition, ...connection } = options;
  checkText(namespace, "namespace", where);
  if (!Array.isArray(interceptors)) {
    const message = `${where}: 'interceptors' must be a list`;
    throw new WorkflowSdkError("WORKFLOW_INVALID_OPTION", message, { details: { where, option: "interceptors" } });
  }
  if (queryRejectCondition !== undefined) {
    checkOneOf(queryRejectCondition, "queryRejectCondition", where, ["NONE", "NOT_OPEN", "NOT_COMPLETED_CLEANLY"]);
  }
  return {
    namespace,
    dataConverter: DataConverter.from(dataConverter),
    interceptors: [...interceptors],
    queryRejectCondition,
    connection,
  };
}
