import { Inject } from '@nestjs/common';
import { getStatsToken } from '../stats.tokens';

/** Injects a client by its name; the default client without one. */
export function InjectStats(name?: string): ParameterDecorator & PropertyDecorator {
  return Inject(getStatsToken(name));
}
