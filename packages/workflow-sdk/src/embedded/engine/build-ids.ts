import { create } from "@bufbuild/protobuf";
import { common } from "@millrace/protocol/temporal";
import type { Change } from "./change.ts";

const attribute = "BuildIds";
const unversioned = "unversioned";
const encoder = new TextEncoder();
const decoder = new TextDecoder();
const metadata = { encoding: encoder.encode("json/plain"), type: encoder.encode("KeywordList") };

/** Lists find runs by the builds of the workers that completed their tasks; without versioning the build says so. */
export function noteBuildId(change: Change, stamp: common.WorkerVersionStamp | undefined): void {
  const { searchAttributes } = change.state;
  const known = readList(searchAttributes[attribute]);
  const buildId = stamp?.buildId ?? "";
  const noted = buildId === "" ? [] : [`${stamp?.useVersioning === true ? "versioned" : unversioned}:${buildId}`];
  const first = stamp?.useVersioning === true ? [] : [unversioned];
  const builds = [...new Set([...first, ...known.filter((build) => build !== unversioned), ...noted])];
  if (builds.length === known.length && builds.every((build, index) => build === known[index])) return;
  const payload = create(common.PayloadSchema, { metadata, data: encoder.encode(JSON.stringify(builds)) });
  change.state.searchAttributes = { ...searchAttributes, [attribute]: payload };
  change.listed = true;
}

const readList = (payload: common.Payload | undefined): readonly string[] =>
  payload === undefined ? [] : (JSON.parse(decoder.decode(payload.data)) as string[]);
