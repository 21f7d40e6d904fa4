import type { MessageInitShape } from "@bufbuild/protobuf";
import { enums, type query } from "@millrace/protocol/temporal";
import { WorkflowSdkError } from "../errors.ts";
import { toWireFailure } from "./script-failure.ts";
import type { ScriptedWorkflow, ScriptTurn } from "./script.ts";
import { fromPayload, toPayloads } from "./wire-values.ts";

export type QueryAnswer = MessageInitShape<typeof query.WorkflowQueryResultSchema>;

/** What the workflow's script says to a query. */
export const answerQuery = async (
  asked: query.WorkflowQuery,
  { queries = {} }: ScriptedWorkflow,
  turn: ScriptTurn,
): Promise<QueryAnswer> => {
  try {
    const handler = Object.hasOwn(queries, asked.queryType) ? queries[asked.queryType] : undefined;
    if (handler === undefined) {
      const text = `the script of '${turn.workflowType}' has no query '${asked.queryType}'`;
      throw new WorkflowSdkError("WORKFLOW_INVALID_SCRIPT", text);
    }
    const args = (asked.queryArgs?.payloads ?? []).map(fromPayload);
    const answer = toPayloads([await handler(turn, ...args)]);
    return { resultType: enums.QueryResultType.ANSWERED, answer };
  } catch (error) {
    const failure = toWireFailure(error instanceof Error ? error : String(error));
    return { resultType: enums.QueryResultType.FAILED, errorMessage: failure.message ?? "", failure };
  }
};

/** The answers to the queries that came with a task, by their ids. */
export const answerQueries = async (
  asked: Readonly<Record<string, query.WorkflowQuery>>,
  workflow: ScriptedWorkflow,
  turn: ScriptTurn,
): Promise<Record<string, QueryAnswer>> => {
  const answers: Record<string, QueryAnswer> = {};
  for (const [id, one] of Object.entries(asked)) answers[id] = await answerQuery(one, workflow, turn);
  return answers;
};
