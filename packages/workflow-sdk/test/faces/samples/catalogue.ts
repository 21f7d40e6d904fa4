import {
  Client,
  type Connection,
  type HistoryAndWorkflowId,
  type WorkflowExecutionInfo,
  type WorkflowExecutionStatusName,
} from "@millrace/workflow-sdk/client";
import {
  defineSearchAttributeKey,
  SearchAttributeType,
  TypedSearchAttributes,
  type SearchAttributePair,
} from "@millrace/workflow-sdk/common";

const amount = defineSearchAttributeKey("Amount", SearchAttributeType.INT);
const shop = defineSearchAttributeKey("Shop", SearchAttributeType.KEYWORD);
const paidAt = defineSearchAttributeKey("PaidAt", SearchAttributeType.DATETIME);

const day = new Date("2024-02-29T12:00:00Z");

/** Starts workflows that can be found by what they are about, and finds them. */
export async function find(connection: Connection, taskQueue: string): Promise<unknown[]> {
  const { workflow } = new Client({ connection });
  for (const [index, name] of ["north", "south", "north"].entries()) {
    const pairs: SearchAttributePair[] = [
      { key: amount, value: index * 10 },
      { key: shop, value: name },
    ];
    const typedSearchAttributes = new TypedSearchAttributes(pairs).updateCopy([{ key: paidAt, value: day }]);
    await workflow.start("parcel", { taskQueue, workflowId: `parcel-${index}`, typedSearchAttributes });
  }
  const { typedSearchAttributes: described } = await workflow.getHandle("parcel-2").describe();
  const found: string[] = [];
  const states = new Set<WorkflowExecutionStatusName>();
  const note = (info: WorkflowExecutionInfo): void => {
    found.push(info.workflowId);
    states.add(info.status.name);
  };
  for await (const info of workflow.list({ query: "WorkflowType = 'parcel' AND Shop = 'north'" })) note(info);
  const histories: HistoryAndWorkflowId[] = [];
  const list = workflow.list({ query: "WorkflowType = 'parcel'", pageSize: 2 });
  for await (const each of list.intoHistories({ concurrency: 2 })) histories.push(each);
  const { count } = await workflow.count("WorkflowType = 'parcel' AND Amount >= 10");
  return [
    described.get(amount),
    described.get(shop),
    described.get(paidAt)?.toISOString(),
    found.sort(),
    [...states],
    histories.map(({ workflowId }) => workflowId).sort(),
    histories.every(({ history }) => typeof history === "object"),
    count,
  ];
}
