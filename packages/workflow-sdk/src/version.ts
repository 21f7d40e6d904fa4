/** The version of this package, which servers are told with each call. */
export const version = "0.0.0";
