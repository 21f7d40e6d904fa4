import { Client, Connection } from "@millrace/workflow-sdk/client";
import { find } from "./catalogue.ts";
import { EncryptionCodec } from "./encryption.ts";
import { TenantInterceptor } from "./interceptor.ts";
import { place, trade } from "./orders.ts";

/** What a client sees of a server that plays the workflows `order`, `refuses` and `parcel`. */
export async function tour(address: string, taskQueue: string): Promise<Record<string, unknown>> {
  const connection = await Connection.connect({ address, connectTimeout: "10 seconds" });
  try {
    const trading = await trade(connection, taskQueue);
    const found = await find(connection, taskQueue);
    const tenants = new TenantInterceptor("blue");
    const dataConverter = { payloadCodecs: [new EncryptionCodec(Buffer.alloc(32, 7))] };
    const secret = new Client({ connection, dataConverter, interceptors: { workflow: [tenants] } });
    const placed = await place(secret, taskQueue, { id: "secret", items: ["ring"] });
    await placed.signal("pay", "cash");
    const { memo } = await placed.describe();
    return { trading, found, calls: tenants.calls, memo };
  } finally {
    await connection.close();
  }
}
