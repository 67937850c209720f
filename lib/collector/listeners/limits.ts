/** The longest line that a stream may bring: that of the longest packet a client sends there by default. */
export const MAX_LINE_BYTES = 65_536;
/** The longest packet behind a length. */
export const MAX_FRAME_BYTES = 1_048_576;
/** The longest body. Clients send at most 1 MiB by default. */
export const MAX_BODY_BYTES = 4_194_304;
/** Connections to a listener for bodies: each may hold a body in memory. */
export const MAX_BODY_CONNECTIONS = 128;
