import { ManualClock } from "@millrace/protocol";
import { describe, expect, it } from "vitest";
import { Settlement } from "../../src/embedded/stages/settlement.ts";
import { Tally } from "../../src/embedded/tally.ts";
import { message } from "./parts.ts";

function settlement() {
  const clock = new ManualClock();
  const tally = new Tally("v", "monoVertex");
  const acked = (): number => tally.stats.counters["monovtx_ack_total"] ?? 0;
  return { clock, tally, acked, settlement: new Settlement(clock, tally) };
}

describe("a batch that is settled", () => {
  it("is acknowledged, if nothing was handed back", () => {
    const { settlement: s, acked } = settlement();
    s.settle([message(1), message(2)]);
    expect(acked()).toBe(2);
    expect(s.due()).toEqual([]);
    expect(s.nextMs).toBeUndefined();
  });

  it("is read again as far as it was handed back, each message once however many results said so", () => {
    const { settlement: s, acked } = settlement();
    const [kept, returned] = [message(1), message(2)];
    const [one, other] = [message(3), message(4)];
    one.origin = returned;
    other.origin = returned;
    s.nack(one);
    s.nack(other);
    s.settle([kept, returned]);
    expect(acked()).toBe(1);
    expect(s.due()).toEqual([returned]);
    expect(s.due()).toEqual([]);
    expect(returned.returns).toBe(1);
  });

  it("is read again after the delay that was asked for", async () => {
    const { settlement: s, clock } = settlement();
    const [soon, later] = [message(1), message(2)];
    s.nack(later, { delayMs: 500 });
    s.nack(soon, { delayMs: 20 });
    s.settle([soon, later]);
    expect(s.due()).toEqual([]);
    expect(s.nextMs).toBe(20);
    await clock.advance(20);
    expect(s.due()).toEqual([soon]);
    expect(s.nextMs).toBe(480);
    await clock.advance(1000);
    expect(s.nextMs).toBe(0);
    expect(s.due()).toEqual([later]);
  });

  it("is given up after as many deliveries as are allowed", () => {
    const { settlement: s, tally } = settlement();
    const returned = message(1);
    for (let delivery = 1; delivery <= 3; delivery++) {
      s.nack(returned, { maxDeliveries: 3 });
      s.settle([returned]);
      expect(s.due()).toEqual(delivery < 3 ? [returned] : []);
    }
    expect(tally.drops).toEqual([{ vertex: "v", reason: "max-deliveries", count: 1 }]);
  });

  it("holds the watermark at the earliest of what is to be read again", async () => {
    const { settlement: s, clock } = settlement();
    const [early, late, kept] = [message(10), message(20), message(5)];
    expect(s.heldMs).toBeUndefined();
    s.nack(late, { delayMs: 100 });
    expect(s.heldMs).toBe(20);
    s.nack(early, { delayMs: 50 });
    s.settle([early, late, kept]);
    expect(s.heldMs).toBe(10);
    await clock.advance(50);
    s.due();
    expect(s.heldMs).toBe(20);
    await clock.advance(50);
    s.due();
    expect(s.heldMs).toBeUndefined();
  });

  it("holds nothing for a message that is given up", () => {
    const { settlement: s } = settlement();
    const returned = message(10);
    s.nack(returned, { maxDeliveries: 1 });
    s.settle([returned]);
    expect(s.heldMs).toBeUndefined();
  });
});
