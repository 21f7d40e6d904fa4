import { promisify } from "node:util";
import { deflate, inflate } from "node:zlib";
import { checkNumber, checkOptions } from "../options.ts";
import { ProtocolError } from "../protocol-error.ts";
import type { PayloadCodec } from "./codec.ts";
import { malformedPayload } from "./conversion-error.ts";
import { readPayload, writePayload } from "./payload-wire.ts";
import { createPayload, encodingOf, type Payload } from "./payload.ts";

export interface CompressionCodecOptions {
  /** Payloads with less data stay as they are. Default {@link compressionDefaults}. */
  readonly minBytes?: number;
  /** A payload that would grow beyond this is refused: few bytes can hold a lot. Default {@link compressionDefaults}. */
  readonly maxBytes?: number;
}

export const compressionDefaults: { readonly minBytes: number; readonly maxBytes: number } = Object.freeze({
  minBytes: 256,
  maxBytes: 64 * 1024 * 1024,
});

const encoding = "binary/zlib";
const compress = promisify(deflate);
const decompress = promisify<Uint8Array, { readonly maxOutputLength: number }, Uint8Array>(inflate);

/**
 * Whole payloads, deflated, as `binary/zlib`; the form that codec servers of other SDKs use. What compression does not
 * make smaller stays as it is.
 *
 * @throws `PROTOCOL_PAYLOAD_TOO_LARGE`, `PROTOCOL_MALFORMED` when decoding.
 */
export class CompressionCodec implements PayloadCodec {
  readonly #minBytes: number;
  readonly #maxBytes: number;

  constructor(options: CompressionCodecOptions = {}) {
    checkOptions(options, ["minBytes", "maxBytes"], "CompressionCodec");
    const { minBytes, maxBytes } = { ...compressionDefaults, ...options };
    checkNumber(minBytes, "minBytes", "CompressionCodec", { min: 0 });
    checkNumber(maxBytes, "maxBytes", "CompressionCodec", { min: 1, whole: true });
    this.#minBytes = minBytes;
    this.#maxBytes = maxBytes;
  }

  encode(payloads: readonly Payload[]): Promise<Payload[]> {
    return Promise.all(payloads.map((payload) => this.#encode(payload)));
  }

  decode(payloads: readonly Payload[]): Promise<Payload[]> {
    return Promise.all(payloads.map((payload) => this.#decode(payload)));
  }

  async #encode(payload: Payload): Promise<Payload> {
    if (payload.data.length < this.#minBytes) return payload;
    const compressed = await compress(writePayload(payload));
    return compressed.length < payload.data.length ? createPayload(encoding, new Uint8Array(compressed)) : payload;
  }

  async #decode(payload: Payload): Promise<Payload> {
    if (encodingOf(payload) !== encoding) return payload;
    let bytes: Uint8Array;
    try {
      bytes = await decompress(payload.data, { maxOutputLength: this.#maxBytes });
    } catch (cause) {
      if ((cause as { readonly code?: unknown }).code !== "ERR_BUFFER_TOO_LARGE")
        throw malformedPayload(encoding, cause);
      const message = `payload of ${payload.data.length} bytes grows beyond ${this.#maxBytes} bytes; raise maxBytes of the codec if it is yours`;
      throw new ProtocolError("PROTOCOL_PAYLOAD_TOO_LARGE", message, { cause, details: { maxBytes: this.#maxBytes } });
    }
    return readPayload(bytes);
  }
}
