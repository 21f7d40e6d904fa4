import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { METADATA_ENCODING_KEY, ValueError, type Payload, type PayloadCodec } from "@millrace/workflow-sdk/common";

const encrypted = "binary/encrypted";
const decoder = new TextDecoder();
const encoder = new TextEncoder();

/** Encrypts everything that leaves the process. */
export class EncryptionCodec implements PayloadCodec {
  readonly #key: Buffer;

  constructor(key: Buffer) {
    this.#key = key;
  }

  async encode(payloads: Payload[]): Promise<Payload[]> {
    return payloads.map((payload) => {
      const iv = randomBytes(12);
      const cipher = createCipheriv("aes-256-gcm", this.#key, iv);
      const data = Buffer.concat([cipher.update(pack(payload)), cipher.final()]);
      return {
        metadata: { [METADATA_ENCODING_KEY]: encoder.encode(encrypted) },
        data: Buffer.concat([iv, cipher.getAuthTag(), data]),
      };
    });
  }

  async decode(payloads: Payload[]): Promise<Payload[]> {
    return payloads.map((payload) => {
      const { metadata, data } = payload;
      if (decoder.decode(metadata?.[METADATA_ENCODING_KEY]) !== encrypted) return payload;
      if (!data) throw new ValueError("an encrypted payload without data");
      const decipher = createDecipheriv("aes-256-gcm", this.#key, data.subarray(0, 12));
      decipher.setAuthTag(data.subarray(12, 28));
      return unpack(Buffer.concat([decipher.update(data.subarray(28)), decipher.final()]));
    });
  }
}

function pack({ metadata, data }: Payload): string {
  const entries = Object.entries(metadata ?? {}).map(([name, bytes]) => [name, Buffer.from(bytes).toString("base64")]);
  return JSON.stringify([entries, Buffer.from(data ?? new Uint8Array()).toString("base64")]);
}

function unpack(text: Buffer): Payload {
  const [entries, data] = JSON.parse(text.toString()) as [[string, string][], string];
  const metadata = Object.fromEntries(entries.map(([name, bytes]) => [name, Buffer.from(bytes, "base64")]));
  return { metadata, data: Buffer.from(data, "base64") };
}
