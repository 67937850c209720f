// @ts-check
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('case-main.mjs', import.meta.url));

// One thread collects garbage: with helpers a collection takes as long as other processes keep them waiting.
const FLAGS = ['--expose-gc', '--no-warnings', '--single-threaded-gc'];

/**
 * A case in a process of its own: nothing else has passed through its functions, so that every call in them is monomorphic.
 * Between two requests it does nothing, which is what makes interleaving the samples of many cases possible.
 */
export class CaseProcess {
  /**
   * @param {object} spec
   * @param {string} spec.module the module of the case, a URL; its exported `open(input)` returns an object of functions
   * @param {object} spec.input handed to `open`
   * @param {string[]} [spec.flags] of the runtime
   */
  static async start({ module, input, flags = [] }) {
    const child = fork(MAIN, {
      execArgv: [...FLAGS, ...flags],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const started = new CaseProcess(child);
    await started.call('open', { module, input });
    return started;
  }

  /** @param {import('node:child_process').ChildProcess} child */
  constructor(child) {
    this.child = child;
    /** @type {{ resolve(value: any): void; reject(error: Error): void } | undefined} */
    this.waiting = undefined;
    child.on('message', (/** @type {{ value?: unknown; error?: string }} */ answer) => {
      const { waiting } = this;
      this.waiting = undefined;
      if (answer.error === undefined) {
        waiting?.resolve(answer.value);
      } else {
        waiting?.reject(new Error(answer.error));
      }
    });
    child.on('exit', (code, signal) => {
      this.waiting?.reject(new Error(`The process of a case ended (${signal ?? code}).`));
    });
  }

  /**
   * Calls a function of the case, and waits for what it returns.
   *
   * @param {string} name
   * @param {unknown} [argument]
   * @returns {Promise<any>}
   */
  call(name, argument) {
    return new Promise((resolve, reject) => {
      this.waiting = { resolve, reject };
      this.child.send({ name, argument });
    });
  }

  stop() {
    this.child.removeAllListeners('exit');
    this.child.kill('SIGKILL');
  }
}
