export { CancelledFailure } from "@temporalio/common";
export { historyToJSON } from "@temporalio/common/lib/proto-utils.js";
