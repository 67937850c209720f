/** The packets of every stream: any length goes through, one of this length keeps a write small. */
export const streamPackets = {
  framing: 'stream',
  maxPacketBytes: Number.MAX_SAFE_INTEGER,
  defaultPacketBytes: 65_536,
} as const;
