import type { IdlePlan, WatermarkPlan } from "./plan.ts";
import type { RawWatermark } from "./raw.ts";
import { msOf } from "./read-parts.ts";
import type { SpecDocument } from "./spec-document.ts";

/** `undefined`: watermarks are disabled. Defaults are Numaflow's. */
export function readWatermark(document: SpecDocument, raw: RawWatermark = {}): WatermarkPlan | undefined {
  if (raw.disabled === true) return undefined;
  return { maxDelayMs: msOf(raw.maxDelay, 0), idle: raw.idleSource && readIdle(document, raw.idleSource) };
}

function readIdle(document: SpecDocument, raw: NonNullable<RawWatermark["idleSource"]>): IdlePlan {
  const { threshold, incrementBy, stepInterval, initSourceDelay } = raw;
  const refuse = (field: string, message: string): never => {
    throw document.fault("UDF_SPEC_INVALID", ["spec", "watermark", "idleSource", field], message);
  };
  const plan: IdlePlan = {
    thresholdMs: msOf(threshold, 0),
    incrementByMs: msOf(incrementBy, 0),
    stepIntervalMs: msOf(stepInterval, 0),
    initDelayMs: initSourceDelay === undefined ? undefined : msOf(initSourceDelay, 0),
  };
  if (plan.thresholdMs <= 0) refuse("threshold", "an idle source needs a 'threshold' greater than 0");
  if (plan.incrementByMs <= 0) refuse("incrementBy", "an idle source needs an 'incrementBy' greater than 0");
  if (plan.thresholdMs < plan.incrementByMs) refuse("incrementBy", "'incrementBy' must not exceed 'threshold'");
  if (plan.initDelayMs !== undefined && plan.initDelayMs < plan.thresholdMs)
    refuse("initSourceDelay", "'initSourceDelay' must not be less than 'threshold'");
  return plan;
}
