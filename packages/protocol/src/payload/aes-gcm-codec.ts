import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import type { MaybePromise } from "../internal/drive.ts";
import { checkOptions } from "../options.ts";
import { ProtocolError } from "../protocol-error.ts";
import type { PayloadCodec } from "./codec.ts";
import { readPayload, writePayload } from "./payload-wire.ts";
import { createPayload, encodingOf, metadataText, type Payload } from "./payload.ts";

export interface AesGcmCodecOptions {
  /** The key that new payloads are encrypted with. */
  readonly keyId: string;
  /** The key of an id: 16, 24 or 32 bytes; `undefined` if there is none. Old ids stay readable as long as it knows them. */
  readonly key: (keyId: string) => MaybePromise<Uint8Array | undefined>;
}

const encoding = "binary/encrypted";
const nonceBytes = 12;
const tagBytes = 16;

/**
 * Whole payloads, encrypted by AES-GCM, as `binary/encrypted`: nonce, cipher text, tag; the form of the encryption
 * samples of other SDKs. An example to start from: where keys come from and how they change is yours to decide.
 *
 * @throws `PROTOCOL_UNKNOWN_KEY`; `PROTOCOL_INVALID_OPTION` for a key of another length; `PROTOCOL_DECRYPTION_FAILED`.
 */
export class AesGcmCodec implements PayloadCodec {
  readonly #options: AesGcmCodecOptions;

  constructor(options: AesGcmCodecOptions) {
    checkOptions(options, ["keyId", "key"], "AesGcmCodec");
    this.#options = { ...options };
  }

  async encode(payloads: readonly Payload[]): Promise<Payload[]> {
    const { keyId } = this.#options;
    const key = await this.#key(keyId);
    return payloads.map((payload) =>
      createPayload(encoding, encrypt(key, writePayload(payload)), { "encryption-key-id": keyId }),
    );
  }

  decode(payloads: readonly Payload[]): Promise<Payload[]> {
    return Promise.all(payloads.map((payload) => this.#decode(payload)));
  }

  async #decode(payload: Payload): Promise<Payload> {
    if (encodingOf(payload) !== encoding) return payload;
    const keyId = metadataText(payload, "encryption-key-id");
    const key = await this.#key(keyId);
    let bytes: Uint8Array;
    try {
      bytes = decrypt(key, payload.data);
    } catch (cause) {
      const message = `payload does not decrypt with key '${keyId}'; it was changed, or its writer has another key of this id`;
      throw new ProtocolError("PROTOCOL_DECRYPTION_FAILED", message, { cause, details: { keyId } });
    }
    return readPayload(bytes);
  }

  async #key(keyId: string): Promise<Uint8Array> {
    const key = await this.#options.key(keyId);
    if (key === undefined) {
      const message = `there is no key '${keyId}'; make the codec's 'key' function return it`;
      throw new ProtocolError("PROTOCOL_UNKNOWN_KEY", message, { details: { keyId } });
    }
    if ([16, 24, 32].includes(key.length)) return key;
    throw new ProtocolError(
      "PROTOCOL_INVALID_OPTION",
      `AesGcmCodec: key '${keyId}' must have 16, 24 or 32 bytes, not ${key.length}`,
    );
  }
}

function encrypt(key: Uint8Array, plain: Uint8Array): Uint8Array {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv(algorithm(key), key, nonce);
  return new Uint8Array(Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]));
}

function decrypt(key: Uint8Array, sealed: Uint8Array): Uint8Array {
  if (sealed.length < nonceBytes + tagBytes) throw new RangeError("shorter than nonce and tag");
  const decipher = createDecipheriv(algorithm(key), key, sealed.subarray(0, nonceBytes));
  decipher.setAuthTag(sealed.subarray(-tagBytes));
  return Buffer.concat([decipher.update(sealed.subarray(nonceBytes, -tagBytes)), decipher.final()]);
}

function algorithm(key: Uint8Array): "aes-128-gcm" | "aes-192-gcm" | "aes-256-gcm" {
  return `aes-${(key.length * 8) as 128 | 192 | 256}-gcm`;
}
