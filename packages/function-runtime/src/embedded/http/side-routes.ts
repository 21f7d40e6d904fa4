import type { Answer } from "../../compose/response.ts";
import { type FunctionService, type SideRoute, wrongMethod } from "./function-service.ts";
import { type MetricsSnapshot, metricsType, renderMetrics } from "./metrics.ts";

/** What the routes beside the function tell about. */
export interface SideRouteSources {
  readonly service: () => FunctionService;
  /** The figures of all replicas. */
  readonly metrics: () => MetricsSnapshot | Promise<MetricsSnapshot>;
  readonly openApi: () => Promise<object>;
}

/** `/live`, `/ready`, `/metrics` and `/openapi.json`. */
export function sideRoutes({ service, metrics, openApi }: SideRouteSources): SideRoute {
  const routes = new Map<string, () => Answer | Promise<Answer>>([
    ["/live", () => json(200, { status: "live" })],
    ["/ready", () => ready(service())],
    ["/metrics", async () => whole(200, metricsType, renderMetrics(await metrics()))],
    ["/openapi.json", async () => json(200, await openApi())],
  ]);
  return (path, { request: { method = "" } }) => {
    const route = routes.get(path);
    if (route === undefined || method === "GET" || method === "HEAD") return route?.();
    throw wrongMethod(method, "GET, HEAD");
  };
}

/** Ready from the end of init until the service is told to close: balancers then send callers elsewhere. */
const ready = ({ phase }: FunctionService): Answer => json(phase === "ready" ? 200 : 503, { status: phase });

const json = (statusCode: number, body: object): Answer => whole(statusCode, "application/json", JSON.stringify(body));

const whole = (statusCode: number, contentType: string, body: string): Answer => ({
  statusCode,
  contentType,
  headers: { "cache-control": "no-store" },
  body,
});
