/** Tags that the engine gives a meaning of its own. */
export const reservedTags: {
  /** Acknowledge the input, and forward nothing for this result. */
  readonly drop: "U+005C__DROP__";
  /** Negatively acknowledge the whole input, even if it has other results. Since Numaflow 1.8.2. */
  readonly nack: "U+005C__NACK__";
  /** The message failed: apply the vertex' `retryStrategy`. In no released Numaflow yet (after 1.8.3). */
  readonly fail: "U+005C__FAIL__";
} = Object.freeze({ drop: "U+005C__DROP__", nack: "U+005C__NACK__", fail: "U+005C__FAIL__" });
