import { silentLogger } from "@millrace/protocol";
import { expect, test } from "vitest";
import { Client, Connection } from "../../src/client-face.ts";
import { defaultDataConverter, PayloadConverterError } from "../../src/common-face.ts";
import { ScriptedWorker } from "../../src/testing.ts";
import { Worker } from "../../src/worker.ts";
import { createActivities } from "./samples/activities.ts";
import { EncryptionCodec } from "./samples/encryption.ts";
import { Money, payloadConverter } from "./samples/money-converter.ts";
import { tour } from "./samples/tour.ts";
import { driveActivities } from "./support/drive-activities.ts";
import { shopServer, workflows } from "./support/shop.ts";
import { waitingShop } from "./support/waiting-shop.ts";

// The folder `samples` has code of the official kind; `test/peers/samples` compiles and runs it with the official packages.

const taskQueue = "shop";

test("[FACE-14] a client of the official kind places, pays and finds orders", async () => {
  await using server = await shopServer();
  await using _worker = await ScriptedWorker.start(server, { taskQueue, workflows });
  expect(await tour(server.address as string, taskQueue)).toEqual({
    trading: [
      "order-1",
      "Hello, Ada!",
      "there already: order-1",
      "no such query",
      "paid",
      "order",
      "COMPLETED",
      { source: "web" },
      true,
      "paid",
      "paid",
      'failed for good: SoldOut ["tea"] sold out',
      "not there: order-4",
      "failed: CancelledFailure",
      "failed: TerminatedFailure",
    ],
    found: [
      20,
      "north",
      "2024-02-29T12:00:00.000Z",
      ["parcel-0", "parcel-2"],
      ["RUNNING"],
      ["parcel-0", "parcel-1", "parcel-2"],
      true,
      2,
    ],
    calls: ["start order", "signal pay of order-secret"],
    memo: { source: "web" },
  });
});

test("[FACE-14] activities of the official kind fail, go on, stop, and are completed from elsewhere", async () => {
  await using server = await shopServer();
  await using connection = Connection.lazy({ address: server });
  const client = new Client({ connection });
  const asked = Promise.withResolvers<Uint8Array>();
  const activities = createActivities(waitingShop(asked.resolve));
  await using _worker = await new Worker(client, { taskQueue, activities, logger: silentLogger }).start();
  expect(await driveActivities(client, taskQueue, asked.promise)).toEqual({
    price: "priceOf 3, attempt 2",
    noPrice: {
      name: "ApplicationFailure",
      message: "there is no gold",
      type: "NoSuchItem",
      details: [{ item: "gold" }],
      nonRetryable: true,
    },
    wentOn: true,
    stopped: ["CancelledFailure", "CancelledFailure"],
    answer: "yes",
  });
});

const times = { taskQueue, startToCloseTimeout: "1 minute" } as const;

test("[FACE-14] values pass a converter and an encrypting codec of the official kind", async () => {
  await using server = await shopServer();
  await using connection = Connection.lazy({ address: server });
  const payloadCodecs = [new EncryptionCodec(Buffer.alloc(32, 1))];
  const client = new Client({
    connection,
    dataConverter: { ...defaultDataConverter, payloadConverter, payloadCodecs },
  });
  const double = async (price: Money): Promise<Money> => new Money(price.cents * 2n, price.currency);
  await using _worker = await new Worker(client, { taskQueue, activities: { double } }).start();
  const price = await client.activity.execute("double", { ...times, id: "d", args: [new Money(5n, "EUR")] });
  expect(price).toEqual(new Money(10n, "EUR"));
  const none = client.activity.execute("double", { ...times, id: "n", args: [new Money(5n, "")] });
  await expect(none).rejects.toThrow(PayloadConverterError);
});
