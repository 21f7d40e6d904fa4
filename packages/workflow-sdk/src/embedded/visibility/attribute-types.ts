import { enums } from "@millrace/protocol/temporal";

/** The types of search attributes, as the metadata `type` of their payloads has them. */
export const attributeTypes = ["Text", "Keyword", "Int", "Double", "Bool", "Datetime", "KeywordList"] as const;

export type AttributeType = (typeof attributeTypes)[number];

/** Fields of the record itself; nobody sets them as search attributes. */
export const systemAttributes: Readonly<Record<string, AttributeType>> = Object.freeze({
  WorkflowId: "Keyword",
  RunId: "Keyword",
  WorkflowType: "Keyword",
  StartTime: "Datetime",
  ExecutionTime: "Datetime",
  CloseTime: "Datetime",
  ExecutionStatus: "Keyword",
  TaskQueue: "Keyword",
  HistoryLength: "Int",
  ExecutionDuration: "Int",
  StateTransitionCount: "Int",
  HistorySizeBytes: "Int",
  ParentWorkflowId: "Keyword",
  ParentRunId: "Keyword",
  RootWorkflowId: "Keyword",
  RootRunId: "Keyword",
});

/** Search attributes that every namespace has, and that callers and SDKs may set. */
export const predefinedAttributes: Readonly<Record<string, AttributeType>> = Object.freeze({
  TemporalChangeVersion: "KeywordList",
  BinaryChecksums: "KeywordList",
  BuildIds: "KeywordList",
  BatcherNamespace: "Keyword",
  BatcherUser: "Keyword",
  TemporalScheduledStartTime: "Datetime",
  TemporalScheduledById: "Keyword",
  TemporalSchedulePaused: "Bool",
  TemporalNamespaceDivision: "Keyword",
  TemporalPauseInfo: "KeywordList",
  TemporalReportedProblems: "KeywordList",
});

/** Search attributes that every namespace has, and that only the server sets. */
export const serverAttributes: Readonly<Record<string, AttributeType>> = Object.freeze({
  TemporalWorkerDeploymentVersion: "Keyword",
  TemporalWorkflowVersioningBehavior: "Keyword",
  TemporalWorkerDeployment: "Keyword",
  TemporalUsedWorkerDeploymentVersions: "KeywordList",
  TemporalExternalPayloadCount: "Int",
  TemporalExternalPayloadSizeBytes: "Int",
});

/** Divides the lists of a namespace; runs in a division are only found by queries that name the attribute. */
export const divisionAttribute = "TemporalNamespaceDivision";

/** Names that begin so are Temporal's own. */
export const reservedPrefix = "Temporal";

/** The attributes that every namespace has. */
export const ownAttributes: ReadonlyMap<string, AttributeType> = new Map(
  [systemAttributes, predefinedAttributes, serverAttributes].flatMap((types) => Object.entries(types)),
);

/** Whether nobody may add an attribute of this name. */
export const isReservedName = (name: string): boolean => ownAttributes.has(name) || name.startsWith(reservedPrefix);

const wireTypes: Readonly<Record<AttributeType, enums.IndexedValueType>> = Object.freeze({
  Text: enums.IndexedValueType.TEXT,
  Keyword: enums.IndexedValueType.KEYWORD,
  Int: enums.IndexedValueType.INT,
  Double: enums.IndexedValueType.DOUBLE,
  Bool: enums.IndexedValueType.BOOL,
  Datetime: enums.IndexedValueType.DATETIME,
  KeywordList: enums.IndexedValueType.KEYWORD_LIST,
});

export const toWireType = (type: AttributeType): enums.IndexedValueType => wireTypes[type];

/** Undefined for `UNSPECIFIED`, and for types that this version does not know. */
export const fromWireType = (type: enums.IndexedValueType): AttributeType | undefined =>
  attributeTypes.find((name) => wireTypes[name] === type);
