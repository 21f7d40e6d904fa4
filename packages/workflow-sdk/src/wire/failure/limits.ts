/**
 * A chain of causes is cut here, as sent and as received: some readers of protobuf refuse more than a hundred levels,
 * of which a history takes some.
 */
export const deepestCause = 50;
