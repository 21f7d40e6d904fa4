import { enums, type command } from "@millrace/protocol/temporal";
import { enumName } from "../../enum-name.ts";
import { invalidArgument, unimplemented } from "../../service-errors.ts";
import { requestCancelActivity, scheduleActivity } from "./activity-commands.ts";
import { startChild } from "./child-command.ts";
import { cancelRun, completeRun, failRun } from "./close-commands.ts";
import type { CommandCase, CommandContext, CommandHandler } from "./command-context.ts";
import { continueAsNew } from "./continue-as-new.ts";
import { requestCancelExternal, signalExternal } from "./external-commands.ts";
import { modifyProperties, recordMarker, upsertSearchAttributes } from "./record-commands.ts";
import { cancelTimer, startTimer } from "./timer-commands.ts";

const notBuilt = (feature: string) => (): never => {
  throw unimplemented(feature);
};

const handlers: { readonly [C in CommandCase]: CommandHandler<C> } = {
  scheduleActivityTaskCommandAttributes: scheduleActivity,
  requestCancelActivityTaskCommandAttributes: requestCancelActivity,
  startTimerCommandAttributes: startTimer,
  cancelTimerCommandAttributes: cancelTimer,
  completeWorkflowExecutionCommandAttributes: completeRun,
  failWorkflowExecutionCommandAttributes: failRun,
  cancelWorkflowExecutionCommandAttributes: cancelRun,
  continueAsNewWorkflowExecutionCommandAttributes: continueAsNew,
  startChildWorkflowExecutionCommandAttributes: startChild,
  signalExternalWorkflowExecutionCommandAttributes: signalExternal,
  requestCancelExternalWorkflowExecutionCommandAttributes: requestCancelExternal,
  recordMarkerCommandAttributes: recordMarker,
  upsertWorkflowSearchAttributesCommandAttributes: upsertSearchAttributes,
  modifyWorkflowPropertiesCommandAttributes: modifyProperties,
  protocolMessageCommandAttributes: notBuilt("workflow update"),
  scheduleNexusOperationCommandAttributes: notBuilt("Nexus"),
  requestCancelNexusOperationCommandAttributes: notBuilt("Nexus"),
};

const { CommandType } = enums;
const closing = new Set<enums.CommandType>([
  CommandType.COMPLETE_WORKFLOW_EXECUTION,
  CommandType.FAIL_WORKFLOW_EXECUTION,
  CommandType.CANCEL_WORKFLOW_EXECUTION,
  CommandType.CONTINUE_AS_NEW_WORKFLOW_EXECUTION,
]);

/** @throws `CommandFailure` */
export function applyCommand(context: CommandContext, { attributes, userMetadata }: command.Command): void {
  if (attributes.case === undefined) throw invalidArgument("a command has no attributes");
  context.facts = { userMetadata };
  const handler = handlers[attributes.case] as CommandHandler<CommandCase>;
  handler(context, attributes.value);
}

/** A command that closes the run must be the last: what comes after it would be lost. */
export function checkOrder(commands: readonly command.Command[]): void {
  const at = commands.findIndex(({ commandType }) => closing.has(commandType));
  if (at === -1 || at === commands.length - 1) return;
  const names = commands.map(({ commandType }) => enumName(CommandType, commandType));
  throw invalidArgument(
    `invalid command sequence: [${names.join(", ")}], command ${names[at] ?? ""} must be the last command.`,
  );
}
