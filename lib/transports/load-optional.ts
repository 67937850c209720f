import { StatsError } from '../common/stats-error';

/**
 * An optional package, loaded when a transport that needs it is made.
 *
 * @throws StatsError `STATS_MISSING_PACKAGE`
 */
export function loadOptional(packageName: 'koffi' | 'ws', transport: string): unknown {
  try {
    return require(packageName);
  } catch (cause) {
    throw new StatsError(
      'STATS_MISSING_PACKAGE',
      `The transport ${transport} needs the package ${packageName}: npm install ${packageName}.`,
      { cause },
    );
  }
}
