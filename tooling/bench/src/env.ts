/** The folder that holds the peers and `peers.mjs`, which loads one of them by name; the bench command sets it. */
export const peersFolder = (): string | undefined => process.env["MILLRACE_PEERS"];
