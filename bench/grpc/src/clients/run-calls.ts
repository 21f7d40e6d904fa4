// What the clients have in common: calls with so many in flight, and what they cost.

/** One unary call that checks its answer. */
export type CallOnce = (value: Uint8Array) => Promise<Uint8Array>;

const callMany = async (call: CallOnce, value: Uint8Array, calls: number, inFlight: number): Promise<void> => {
  let started = 0;
  const worker = async (): Promise<void> => {
    while (started < calls) {
      started += 1;
      const answer = await call(value);
      if (answer.length !== value.length) throw new Error(`an answer of ${answer.length} bytes`);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, worker));
};

/** Warms up, measures, and prints calls a second and the CPU of this process in microseconds a call. */
export const runCalls = async (call: CallOnce): Promise<void> => {
  const [bytes = 0, inFlight = 1, calls = 0] = process.argv.slice(3).map(Number);
  const value = new Uint8Array(bytes).fill(7);
  await callMany(call, value, Math.ceil(calls / 4), inFlight);
  const cpu = process.cpuUsage();
  const began = performance.now();
  await callMany(call, value, calls, inFlight);
  const seconds = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  process.stdout.write(`${JSON.stringify({ rate: calls / seconds, "client cpu": (user + system) / calls })}\n`);
};
