import type { ModulesContainer } from '@nestjs/core';
import { NEST_MAJOR } from './nest-major';

type ModuleRef = ModulesContainer extends Map<string, infer M> ? M : never;

/**
 * Puts a module where its shutdown hook runs after those of all others. Nest sorts modules by their distance, farthest first,
 * once, before the first hook: from 11 on the hooks of the shutdown run through them backwards, in 10 forwards.
 */
export function placeLast(moduleRef: ModuleRef): void {
  moduleRef.distance = NEST_MAJOR >= 11 ? Infinity : -Infinity;
}
