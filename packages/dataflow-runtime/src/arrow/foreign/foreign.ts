/**
 * The shapes of `apache-arrow` and `@uwdata/flechette`, as far as they are read here. Their type ids and enumerations
 * are those of Arrow's format, so one reader serves both; names that only one of them has are optional.
 */
export interface ForeignType {
  readonly typeId: number;
  readonly bitWidth?: number;
  readonly isSigned?: boolean;
  readonly signed?: boolean;
  readonly precision?: number;
  readonly scale?: number;
  readonly unit?: number;
  readonly timezone?: string | null | undefined;
  readonly byteWidth?: number;
  readonly listSize?: number;
  /** flechette's word for both of the former. */
  readonly stride?: number;
  readonly keysSorted?: boolean;
  readonly mode?: number;
  readonly typeIds?: ArrayLike<number>;
  readonly children?: readonly ForeignField[] | null;
  readonly indices?: ForeignType;
  readonly dictionary?: ForeignType;
  readonly isOrdered?: boolean;
  readonly ordered?: boolean;
}

export interface ForeignField {
  readonly name: string;
  readonly type: ForeignType;
  readonly nullable: boolean;
}

/** `Data` of apache-arrow, `Batch` of flechette. */
export interface ForeignChunk {
  readonly type: ForeignType;
  readonly length: number;
  readonly nullCount: number;
  /** Counts for bitmaps alone; apache-arrow cuts all other buffers when it slices. */
  readonly offset?: number;
  readonly nullBitmap?: Uint8Array | null | undefined;
  readonly validity?: Uint8Array | null | undefined;
  readonly values?: ArrayBufferView | null | undefined;
  readonly valueOffsets?: ArrayBufferView | null | undefined;
  readonly offsets?: ArrayBufferView | null | undefined;
  readonly sizes?: ArrayBufferView | null | undefined;
  readonly typeIds?: ArrayBufferView | null | undefined;
  readonly children?: readonly ForeignChunk[] | null | undefined;
  readonly dictionary?: ForeignVector | null | undefined;
  readonly variadicBuffers?: readonly Uint8Array[];
  /** Buffers of flechette's views. */
  readonly data?: readonly Uint8Array[];
}

/** `Vector` of apache-arrow, `Column` of flechette. */
export interface ForeignVector {
  readonly type: ForeignType;
  readonly length: number;
  readonly data: readonly ForeignChunk[];
}

/** `Table` of both, `RecordBatch` of apache-arrow. */
export interface ForeignTable {
  readonly numRows: number;
  readonly numCols: number;
  readonly schema: { readonly fields: readonly ForeignField[] };
  getChildAt(index: number): ForeignVector | null | undefined;
}

/** What a sender may give of the two libraries. */
export type ForeignData = ForeignTable | ForeignVector | ForeignChunk;
