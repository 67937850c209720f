import { inject } from 'vitest';
import type { Stage } from '../../tools/stage.mjs';

/** What test/package/global-setup.ts made of the package, or why it could not. */
export type Packed = Omit<Stage, 'remove'> | { readonly error: string };

declare module 'vitest' {
  interface ProvidedContext {
    packed: Packed;
    /** The path of the binary, where npm has one for this platform. */
    newestNode: string | undefined;
  }
}

/** The package as built and packed. It is the same folder for all specs: nobody changes what is packed. */
export function packedPackage(): Omit<Stage, 'remove'> {
  const packed = inject('packed');
  if ('error' in packed) {
    throw new Error(packed.error);
  }
  return packed;
}
