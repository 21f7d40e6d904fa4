import { nuclioBatchHandler } from "@millrace/function-runtime/nuclio";

export const handler = nuclioBatchHandler((_context, events) =>
  events.map(({ body }) => `${events.length} ${String(body)}`),
);
