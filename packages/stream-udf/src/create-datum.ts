import { checkOptions } from "@millrace/protocol";
import { LazyDatum, LazySinkDatum, type Datum, type DatumSource, type SinkDatum } from "./datum.ts";
import { EventTime } from "./event-time.ts";
import { requireBytes, requireText, requireTexts, requireTime } from "./internal/require.ts";
import { wireGroupsOf, type MetadataGroups } from "./user-metadata.ts";

/** What a datum may be made of by hand, for tests of handlers. */
export interface DatumInit {
  readonly value: Uint8Array;
  /** Default: none. */
  readonly keys?: readonly string[];
  /** Default: the epoch. */
  readonly eventTime?: Date;
  /** Default: one millisecond before the epoch, as where the engine sent none. */
  readonly watermark?: Date;
  /** Default: none. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly userMetadata?: MetadataGroups;
  readonly systemMetadata?: MetadataGroups;
}

export interface SinkDatumInit extends DatumInit {
  readonly id: string;
}

const names = ["value", "keys", "eventTime", "watermark", "headers", "userMetadata", "systemMetadata"];

/** @throws `UDF_INVALID_MESSAGE` for a field of the wrong type, `PROTOCOL_UNKNOWN_OPTION` */
export function createDatum(init: DatumInit): Datum {
  checkOptions(init, names, "Datum");
  return new LazyDatum(sourceOf(init));
}

/** @throws `UDF_INVALID_MESSAGE` for a field of the wrong type, `PROTOCOL_UNKNOWN_OPTION` */
export function createSinkDatum(init: SinkDatumInit): SinkDatum {
  checkOptions(init, [...names, "id"], "Datum");
  return new LazySinkDatum({ ...sourceOf(init), id: requireText(init.id, "id", "Datum") });
}

function sourceOf(init: DatumInit): DatumSource {
  const { eventTime, watermark, headers = {}, userMetadata = {}, systemMetadata = {} } = init;
  return {
    keys: requireTexts(init.keys ?? [], "keys", "Datum"),
    value: requireBytes(init.value, "Datum"),
    eventTime: eventTime && EventTime.instantOf(requireTime(eventTime, "Datum")),
    watermark: watermark && EventTime.instantOf(requireTime(watermark, "Datum")),
    headers,
    metadata: { userMetadata: wireGroupsOf(userMetadata), sysMetadata: wireGroupsOf(systemMetadata) },
  };
}
