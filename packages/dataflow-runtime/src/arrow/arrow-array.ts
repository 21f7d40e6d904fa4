/** An Arrow array as its format has it: a type, a length, buffers and children; nothing is copied to make one. */
export interface ArrowArray {
  readonly length: number;
  readonly nullCount: number;
}
