import type { LogFields, LogLevel } from "@millrace/protocol";
import type { ActivityCancellationDetails, ActivityCancelReason } from "../activity-cancellation.ts";
import type { ActivityFacts } from "../activity-info.ts";
import type { ThrownValue } from "./thrown-value.ts";

/** What a thread is told. It has one activity at a time. */
export type ToThread =
  | {
      readonly kind: "run";
      readonly activityType: string;
      readonly args: readonly unknown[];
      readonly facts: ActivityFacts;
    }
  | {
      readonly kind: "cancel";
      readonly reason: ActivityCancelReason;
      readonly details: ActivityCancellationDetails | undefined;
    };

/** What a thread tells of its activity. */
export type FromThread =
  | { readonly kind: "heartbeat"; readonly details: readonly unknown[] }
  | { readonly kind: "log"; readonly level: LogLevel; readonly fields: LogFields; readonly message: string }
  /** The program does not serve the activity. */
  | { readonly kind: "unknown" }
  | { readonly kind: "returned"; readonly result: unknown }
  | { readonly kind: "threw"; readonly thrown: ThrownValue };
