import { createClient, serve } from "@millrace/function-runtime";

/** What became of the requests that were open when a service was told to end. */
export interface Drained {
  readonly answered: number;
  readonly readyWhileClosing: number;
}

/** Opens as many requests, closes the service while all of them run, and counts the answers. */
export async function drain(requests: number): Promise<Drained> {
  const { promise: gate, resolve: open } = Promise.withResolvers<void>();
  const { promise: full, resolve: isFull } = Promise.withResolvers<void>();
  let running = 0;
  const slow = async (): Promise<string> => {
    if (++running === requests) isFull();
    await gate;
    return "done";
  };
  // The delay is what a balancer needs to see that the service is no longer ready.
  const service = await serve(slow, { port: 0, drainDelayMs: 200 });
  const client = createClient<typeof slow>(service.url);
  const calls = Array.from({ length: requests }, () => client.call());
  await full;
  const closed = service.close();
  const ready = await fetch(new URL("/ready", service.url));
  open();
  const answers = await Promise.all(calls);
  await closed;
  return { answered: answers.filter((answer) => answer === "done").length, readyWhileClosing: ready.status };
}
