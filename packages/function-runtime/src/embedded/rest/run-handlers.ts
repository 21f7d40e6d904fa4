import type { EntityStatus, JsonObject, JsonValue } from "../../entity.ts";
import type { LogLine } from "../../platform.ts";
import { isJsonObject } from "../../wire/entity-json.ts";
import { logsOf } from "../../wire/log-json.ts";
import { Refusal } from "./refusal.ts";
import { parameter, type Handlers } from "./rest-request.ts";
import { changeStatus, entityOfRoute, typeOfRoute } from "./stored-entities.ts";

type RunEvent = "stop" | "resume" | "delete";

const isEvent = (text: string): text is RunEvent => ["stop", "resume", "delete"].includes(text);

const metricsOf = (status: EntityStatus): JsonObject => {
  const metrics = status["metrics"] as JsonValue | undefined;
  return isJsonObject(metrics) ? metrics : {};
};

const isMetric = (value: unknown): value is number | readonly number[] =>
  typeof value === "number" || (Array.isArray(value) && value.every((one) => typeof one === "number"));

export const runHandlers: Handlers<"runLogs" | "runAction" | "metrics" | "metric" | "writeMetric"> = {
  runLogs: async (request) => {
    const run = await entityOfRoute(request, "run");
    const place = { type: "run", project: parameter(request, "project"), id: run.id } as const;
    const lines: LogLine[] = [];
    for await (const line of request.site.platform.logs(place, { signal: request.signal })) lines.push(line);
    return { json: logsOf(run, lines) };
  },

  runAction: async (request) => {
    const { id } = await entityOfRoute(request, "run");
    const event = parameter(request, "action").toLowerCase();
    if (!isEvent(event)) throw new Refusal(400, `a run takes stop, resume and delete, not '${event}'`);
    return {
      json: await request.site.platform.act({ type: "run", project: parameter(request, "project"), id }, event),
    };
  },

  metrics: async (request) => ({ json: metricsOf((await entityOfRoute(request, typeOfRoute(request))).status) }),

  metric: async (request) => {
    const metrics = metricsOf((await entityOfRoute(request, typeOfRoute(request))).status);
    const name = parameter(request, "name");
    if (!Object.hasOwn(metrics, name)) throw new Refusal(404, `there is no metric '${name}'`);
    return { json: metrics[name] };
  },

  writeMetric: async (request) => {
    const type = typeOfRoute(request);
    const value = await request.json();
    if (!isMetric(value)) throw new Refusal(400, "a metric is a number or a list of numbers");
    const name = parameter(request, "name");
    await changeStatus(request, type, (status) => ({ ...status, metrics: { ...metricsOf(status), [name]: value } }));
    return { json: value };
  },
};
