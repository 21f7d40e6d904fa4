import type { ConnectError } from "@connectrpc/connect";
import { invalidArgument } from "../../service-errors.ts";

/** What is wrong with a query, in the words that Temporal's server begins with. */
type Complaint =
  | "malformed SQL query"
  | "operation is not supported"
  | "invalid expression"
  | "invalid search attribute";

/** `invalid_argument`, with the place in the query as its sender wrote it, counted from 1. */
export function queryError(complaint: Complaint, what: string, position: number): ConnectError {
  return invalidArgument(`invalid query: ${complaint}: ${what} at position ${position}`);
}
