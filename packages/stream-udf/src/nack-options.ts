/** How the source is to deliver a message again that was negatively acknowledged. All are hints to the source. */
export interface NackOptions {
  readonly reason?: string;
  /** Deliver at most this often. */
  readonly maxDeliveries?: number;
  /** Wait at least this long. */
  readonly delayMs?: number;
  /** Handed to the source as it is. */
  readonly details?: Readonly<Record<string, string>>;
}
