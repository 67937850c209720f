import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface SocketPath {
  readonly path: string;
  /** To be called when the socket is closed. */
  release(): Promise<void>;
}

/** The path as given, or for `true` one in a folder of its own that goes with the socket. */
export async function socketPath(wanted: string | true): Promise<SocketPath> {
  if (wanted !== true) {
    return { path: wanted, release: async () => {} };
  }
  const folder = await mkdtemp(join(tmpdir(), 'stats-collector-'));
  return { path: join(folder, 'collector.sock'), release: () => rm(folder, { recursive: true, force: true }) };
}
