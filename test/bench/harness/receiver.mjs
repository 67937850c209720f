// @ts-check
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('receiver-main.mjs', import.meta.url));

/** A datagram server in a process of its own, that throws away what it is sent. */
export async function startReceiver() {
  const child = fork(MAIN, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const [{ port }] = await once(child, 'message');
  return { port: Number(port), stop: () => child.kill() };
}
