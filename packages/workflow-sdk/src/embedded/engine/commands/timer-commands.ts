import { enums } from "@millrace/protocol/temporal";
import { msOf, toDuration } from "../time.ts";
import { dropTimer } from "../user-timers.ts";
import { checkText, type CommandHandler } from "./command-context.ts";
import { CommandFailure } from "./command-failure.ts";

const { BAD_START_TIMER_ATTRIBUTES, START_TIMER_DUPLICATE_ID, BAD_CANCEL_TIMER_ATTRIBUTES } =
  enums.WorkflowTaskFailedCause;

export const startTimer: CommandHandler<"startTimerCommandAttributes"> = (context, { timerId, startToFireTimeout }) => {
  const { change, workflowTaskCompletedEventId, facts } = context;
  const ms = msOf(startToFireTimeout);
  checkText(timerId, "TimerId", "StartTimerCommand", BAD_START_TIMER_ATTRIBUTES, context);
  if (ms < 0) {
    throw new CommandFailure(
      BAD_START_TIMER_ATTRIBUTES,
      `An invalid StartToFireTimeout is set on StartTimerCommand: negative duration. TimerId=${timerId}`,
    );
  }
  if (change.state.timers.has(timerId)) {
    throw new CommandFailure(
      START_TIMER_DUPLICATE_ID,
      `invalid history builder state for action: add-timer-started-event, TimerID: ${timerId}`,
    );
  }
  const event = change.record(
    "timerStarted",
    { timerId, startToFireTimeout: toDuration(ms), workflowTaskCompletedEventId },
    facts,
  );
  change.state.timers.set(timerId, { timerId, startedEventId: Number(event.eventId), dueMs: change.nowMs + ms });
};

export const cancelTimer: CommandHandler<"cancelTimerCommandAttributes"> = (context, { timerId }) => {
  const { change, workflowTaskCompletedEventId, identity, facts } = context;
  checkText(timerId, "TimerId", "CancelTimerCommand", BAD_CANCEL_TIMER_ATTRIBUTES, context);
  const timer = dropTimer(change, timerId);
  if (timer === undefined) {
    throw new CommandFailure(
      BAD_CANCEL_TIMER_ATTRIBUTES,
      `invalid history builder state for action: add-timer-canceled-event, TimerID: ${timerId}`,
    );
  }
  const startedEventId = BigInt(timer.startedEventId);
  change.record("timerCanceled", { timerId, startedEventId, workflowTaskCompletedEventId, identity }, facts);
  context.hasBufferedEvents &&= change.state.buffered.length > 0;
};
