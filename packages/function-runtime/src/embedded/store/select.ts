import { checkNumber, checkOptions } from "@millrace/protocol";
import type { EntityRecord } from "../../entity.ts";
import { actionOf } from "../../kinds.ts";
import type { EntityFilter, Page, PageRequest } from "../../platform.ts";
import { stateOf } from "./changed-record.ts";

const pageDefaults = { page: 0, size: 25 };

/** Larger pages are cut to this. */
const largestPage = 1000;

const filterNames = [
  "name",
  "kind",
  "user",
  "state",
  "created",
  "updated",
  "function",
  "task",
  "action",
  "q",
  "versions",
] as const;

/** The records that a filter lets through. */
export function matching(records: readonly EntityRecord[], filter: EntityFilter): readonly EntityRecord[] {
  checkOptions(filter, filterNames, "the filter of list");
  const tests = testsOf(filter);
  return tests.length === 0 ? records : records.filter((record) => tests.every((test) => test(record)));
}

/** One page of records that come in the order of creation: the newest first. */
export function pageOf(records: readonly EntityRecord[], request: PageRequest = {}): Page {
  checkOptions(request, ["page", "size"], "the page of list");
  const { page = pageDefaults.page, size: wanted = pageDefaults.size } = request;
  checkNumber(page, "page", "list", { min: 0, whole: true });
  checkNumber(wanted, "size", "list", { min: 1, whole: true });
  const size = Math.min(wanted, largestPage);
  const end = records.length - page * size;
  const content = end <= 0 ? [] : records.slice(Math.max(end - size, 0), end).toReversed();
  return { content, totalElements: records.length };
}

type Test = (record: EntityRecord) => boolean;

function testsOf(filter: EntityFilter): readonly Test[] {
  const { name, kind, user, state, created, updated, function: fn, task, action, q } = filter;
  const tests: Test[] = [];
  if (name !== undefined) tests.push((record) => record.name === name);
  if (kind !== undefined) tests.push((record) => record.kind === kind);
  if (user !== undefined) tests.push((record) => record.user === user);
  if (state !== undefined) tests.push((record) => stateOf(record) === state);
  if (created !== undefined) tests.push(inInterval(created, ({ metadata }) => metadata.created));
  if (updated !== undefined) tests.push(inInterval(updated, ({ metadata }) => metadata.updated));
  if (fn !== undefined) tests.push((record) => record.spec["function"] === fn);
  if (task !== undefined) tests.push((record) => record.spec["task"] === task);
  if (action !== undefined) tests.push((record) => hasAction(record.kind, action));
  if (q !== undefined) {
    const part = q.toLowerCase();
    tests.push(({ id, name: own }) => id.toLowerCase().includes(part) || own.toLowerCase().includes(part));
  }
  return tests;
}

/** `a`: after it; `a,b`: between them. What is no instant is no limit. */
function inInterval(interval: string, instantOf: (record: EntityRecord) => string | undefined): Test {
  const [from = Number.NaN, to = Number.NaN] = interval.split(",").map((text) => Date.parse(text));
  return (record) => {
    const time = Date.parse(instantOf(record) ?? "");
    return !(time < from) && !(time > to);
  };
}

function hasAction(kind: string, action: string): boolean {
  try {
    return actionOf(kind) === action;
  } catch {
    return false;
  }
}
