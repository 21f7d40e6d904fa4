/** What a call is about, as far as the caller knows it: the server's answers do not say. */
export interface RpcCall {
  readonly workflow?: { readonly workflowId: string; readonly runId?: string; readonly workflowType?: string };
  /** A standalone activity, or one that is completed from outside. */
  readonly activity?: { readonly activityId?: string };
  readonly schedule?: { readonly scheduleId: string };
}
