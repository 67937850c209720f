import type { ModulesContainer } from '@nestjs/core';

type ModuleRef = ModulesContainer extends Map<string, infer M> ? M : never;

const NEST_MAJOR = Number.parseInt((require('@nestjs/core/package.json') as { version: string }).version, 10);

/**
 * Puts a module where its shutdown hook runs after those of all others. Nest sorts modules by their distance, farthest first,
 * once, before the first hook: from 11 on the hooks of the shutdown run through them backwards, in 10 forwards.
 */
export function placeLast(moduleRef: ModuleRef): void {
  moduleRef.distance = NEST_MAJOR >= 11 ? Infinity : -Infinity;
}
