export { dataflowErrors } from "./error-table.ts";
export type { DataflowErrorCode } from "./error-table.ts";
export { DataflowError } from "./errors.ts";
export { f64, i64 } from "./parameter.ts";
export type { ExactParameter, ParameterInput, ParameterValue } from "./parameter.ts";
export type { Metadata, MetadataInput } from "./metadata.ts";
export { readTraceContext, writeTraceContext } from "./trace-context.ts";
export type { TraceContext } from "./trace-context.ts";
export { DoraStatus } from "./status.ts";
export { array, DoraValue } from "./value.ts";
export type { DataInput, InferredTypeOf, TypedValue, ValueMemoryOptions } from "./value.ts";
export * as arrowType from "./arrow/type-builders.ts";
export type { ArrowArray } from "./arrow/arrow-array.ts";
export type {
  ArrowField,
  ArrowType,
  ArrowTypeName,
  SimpleType,
  SimpleTypeName,
  TypeInput,
  TypeNamed,
  TypeOf,
} from "./arrow/arrow-type.ts";
export type { ArrayOf, ArrowScalar, NumericTypedArray, ScalarOf } from "./arrow/type-values.ts";
