import { Code, ConnectError, type ServiceImpl } from "@connectrpc/connect";
import { health } from "@millrace/protocol/temporal";
import type { ServerCore } from "../core.ts";

/** @param names the full names of the services that are asked for by name */
export function healthService(core: ServerCore, names: readonly string[]): ServiceImpl<typeof health.Health> {
  const known = new Set(["", ...names]);
  return {
    check: ({ service }) => {
      if (!known.has(service)) throw new ConnectError("unknown service", Code.NotFound);
      return { status: health.HealthCheckResponse_ServingStatus.SERVING };
    },
    async *watch({ service }, { signal }) {
      const { SERVING, SERVICE_UNKNOWN, NOT_SERVING } = health.HealthCheckResponse_ServingStatus;
      yield { status: known.has(service) ? SERVING : SERVICE_UNKNOWN };
      await firstAbort(signal, core.closing);
      if (core.closing.aborted && known.has(service)) yield { status: NOT_SERVING };
    },
  };
}

function firstAbort(...signals: readonly AbortSignal[]): Promise<void> {
  const any = AbortSignal.any([...signals]);
  return new Promise((resolve) => {
    if (any.aborted) resolve();
    any.addEventListener("abort", () => resolve(), { once: true });
  });
}
