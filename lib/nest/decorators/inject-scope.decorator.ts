import { Inject } from '@nestjs/common';
import { getScopeToken } from '../stats.tokens';

/** Injects the scope that `StatsModule.forFeature(scope)` made, of the client of that name. */
export function InjectScope(scope: string, name?: string): ParameterDecorator & PropertyDecorator {
  return Inject(getScopeToken(scope, name));
}
