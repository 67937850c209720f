// @ts-check
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('receiver-main.mjs', import.meta.url));

/** What arrived is settled when nothing more has for so long. */
const QUIET_MS = 300;

/** A server in a process of its own, that counts what it is sent. */
export class Receiver {
  /** @param {'udp' | 'tcp' | 'unix'} protocol */
  static async start(protocol) {
    const child = fork(MAIN, [protocol], { serialization: 'advanced', stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    const [{ port, path }] = await once(child, 'message');
    return new Receiver(child, port, path);
  }

  /**
   * @param {import('node:child_process').ChildProcess} child
   * @param {number} port
   * @param {string} path
   */
  constructor(child, port, path) {
    this.child = child;
    this.port = port;
    this.path = path;
  }

  /** What has arrived since the last question, once nothing more comes: the sum of all counts, and how many times. */
  async settled() {
    let seen = await this.#counts();
    for (;;) {
      await new Promise((resolve) => {
        setTimeout(resolve, QUIET_MS);
      });
      const now = await this.#counts();
      if (now.bytes === seen.bytes) {
        this.child.send('reset');
        return now;
      }
      seen = now;
    }
  }

  stop() {
    this.child.kill();
  }

  /** @returns {Promise<{ counted: number; timings: number; packets: number; bytes: number }>} */
  async #counts() {
    const answer = once(this.child, 'message');
    this.child.send('counts');
    return (await answer)[0];
  }
}
