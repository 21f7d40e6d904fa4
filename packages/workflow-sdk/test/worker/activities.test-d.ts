import { activity, Worker, type Client } from "../../src/index.ts";
import { MockActivityEnvironment } from "../../src/testing.ts";

declare const client: Client;

class Billing {
  readonly rate = 1;
  charge(amount: number): Promise<string> {
    return Promise.resolve(String(amount));
  }
}

// [SEED-16]
const methods = activity.activitiesOf(new Billing());
export const charged: Promise<string> = methods.charge(1);
// @ts-expect-error -- a property is no activity
export const rate: unknown = methods.rate;
// @ts-expect-error -- a method keeps its parameters
export const wrong: Promise<string> = methods.charge("1");
export const worker: Worker = new Worker(client, {
  taskQueue: "q",
  activities: { ...methods, add: (a: number, b: number) => a + b, object: { run: async (text: string) => text } },
});
export const direct: Worker = new Worker(client, { taskQueue: "q", activities: methods });
// @ts-expect-error -- what cannot be called is no activity
export const refused: Worker = new Worker(client, { taskQueue: "q", activities: { value: 1 } });

// [SEED-21]
export const result: Promise<number> = new MockActivityEnvironment().run(async (a: number) => a, 1);
// @ts-expect-error -- arguments are those of the function
export const mistaken: Promise<number> = new MockActivityEnvironment().run(async (a: number) => a, "1");

// [SEED-18]
export const told: () => [number, boolean, Promise<never>, AbortSignal] = () => {
  const { attempt, cancelled, cancellation, signal } = activity.info();
  return [attempt, cancelled, cancellation, signal];
};
