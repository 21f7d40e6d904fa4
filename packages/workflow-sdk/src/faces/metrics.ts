// The official form of metrics. Nothing of this package takes any up, as in the official worker without telemetry.

import { defined } from "./defined.ts";

export type MetricTags = Readonly<Record<string, string | number | boolean>>;
export type NumericMetricValueType = "int" | "float";
export type MetricKind = "counter" | "histogram" | "gauge" | "up-down-counter";

export interface Metric {
  readonly name: string;
  readonly unit?: string;
  readonly description?: string;
  readonly kind: MetricKind;
  readonly valueType: NumericMetricValueType;
}

export interface MetricCounter extends Metric {
  readonly kind: "counter";
  readonly valueType: "int";
  add(value: number, extraTags?: MetricTags): void;
  withTags(tags: MetricTags): MetricCounter;
}

export interface MetricUpDownCounter extends Metric {
  readonly kind: "up-down-counter";
  readonly valueType: "int";
  add(value: number, extraTags?: MetricTags): void;
  withTags(tags: MetricTags): MetricUpDownCounter;
}

export interface MetricHistogram extends Metric {
  readonly kind: "histogram";
  record(value: number, extraTags?: MetricTags): void;
  withTags(tags: MetricTags): MetricHistogram;
}

export interface MetricGauge extends Metric {
  readonly kind: "gauge";
  set(value: number, extraTags?: MetricTags): void;
  withTags(tags: MetricTags): MetricGauge;
}

export interface MetricMeter {
  createCounter(name: string, unit?: string, description?: string): MetricCounter;
  createHistogram(
    name: string,
    valueType?: NumericMetricValueType,
    unit?: string,
    description?: string,
  ): MetricHistogram;
  createGauge(name: string, valueType?: NumericMetricValueType, unit?: string, description?: string): MetricGauge;
  createUpDownCounter?(name: string, unit?: string, description?: string): MetricUpDownCounter;
  withTags(tags: MetricTags): MetricMeter;
}

type AnyMetric = MetricCounter | MetricUpDownCounter | MetricHistogram | MetricGauge;

const nothing = (): void => undefined;

function silent<M extends AnyMetric>(metric: Omit<M, "withTags">): M {
  const whole = { ...metric, withTags: () => whole } as unknown as M;
  return whole;
}

/** A meter that records nothing. */
export const noopMetricMeter: Required<MetricMeter> = Object.freeze<Required<MetricMeter>>({
  createCounter: (name, unit, description) =>
    silent<MetricCounter>({ name, ...defined({ unit, description }), kind: "counter", valueType: "int", add: nothing }),
  createUpDownCounter: (name, unit, description) =>
    silent<MetricUpDownCounter>({
      name,
      ...defined({ unit, description }),
      kind: "up-down-counter",
      valueType: "int",
      add: nothing,
    }),
  createHistogram: (name, valueType = "int", unit, description) =>
    silent<MetricHistogram>({ name, ...defined({ unit, description }), kind: "histogram", valueType, record: nothing }),
  createGauge: (name, valueType = "int", unit, description) =>
    silent<MetricGauge>({ name, ...defined({ unit, description }), kind: "gauge", valueType, set: nothing }),
  withTags: () => noopMetricMeter,
});
