/** Which part of a worker a line comes from. Lines of `log` carry `activity`; other lines do not say it. */
export const SdkComponent: {
  readonly workflow: "workflow";
  readonly activity: "activity";
  readonly nexus: "nexus";
  readonly worker: "worker";
  readonly core: "core";
} = Object.freeze({ workflow: "workflow", activity: "activity", nexus: "nexus", worker: "worker", core: "core" });
export type SdkComponent = (typeof SdkComponent)[keyof typeof SdkComponent];
