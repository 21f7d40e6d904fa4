import type * as http2 from "node:http2";
import type * as tls from "node:tls";

/** Node's server of HTTP/2. It takes nine megabytes, which a client alone does not need. */
export const loadHttp2 = (): typeof http2 => process.getBuiltinModule("node:http2");

/** Node's TLS. It takes five megabytes, which plain connections do not need. */
export const loadTls = (): typeof tls => process.getBuiltinModule("node:tls");
