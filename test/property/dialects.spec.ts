import { assert, asyncProperty } from 'fast-check';
import { describe, it } from 'vitest';
import type { WireDialect } from '../../lib/collector/wire-dialect';
import { holdSession } from './support/hold-session';
import { RUNS, TIMEOUT_MS, withoutStacks } from './support/runs';
import { session } from './support/sessions';
import { WIRE_RULES } from './support/wire-table';

const DIALECTS = Object.keys(WIRE_RULES) as WireDialect[];

withoutStacks();

describe('whatever is recorded', () => {
  it.each(DIALECTS)(
    'every line of %s reads back as what was meant, no packet is too long, and every call and line is counted',
    async (dialect) => {
      await assert(
        asyncProperty(session, (given) => holdSession(given, dialect)),
        { numRuns: RUNS },
      );
    },
    TIMEOUT_MS,
  );
});
