import { getSystemErrorMap } from 'node:util';
import { loadOptional } from './load-optional';

type NativeFunction = (...args: (number | string | Uint8Array | BigInt64Array)[]) => number;

/** As much of the package `koffi` as is used here. */
interface Koffi {
  load(path: string | null): { func(declaration: string): NativeFunction };
  errno(): number;
}

/** Functions of the C library, for what the runtime does not offer. */
export class NativeLibrary {
  private readonly koffi: Koffi;

  /** @throws StatsError `STATS_MISSING_PACKAGE` */
  constructor(transport: string) {
    this.koffi = loadOptional('koffi', transport) as Koffi;
  }

  /** A function by its C declaration. */
  func(declaration: string): NativeFunction {
    try {
      return this.koffi.load(null).func(declaration);
    } catch {
      // Before glibc 2.34 message queues were a library of their own.
      return this.koffi.load('librt.so.1').func(declaration);
    }
  }

  /** What made the last call fail, as an error of the runtime would tell it. */
  lastError(syscall: string): Error & { code: string } {
    const [code, text] = getSystemErrorMap().get(-this.koffi.errno()) ?? ['UNKNOWN', 'unknown error'];
    return Object.assign(new Error(`${syscall} ${code} (${text})`), { code });
  }
}
