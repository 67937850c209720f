import { isDeepStrictEqual } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { DEPARTURES, type Departure } from './departures';
import { driveAfstatsd, recordedAfstatsd, WHY_NO_QUEUE } from './support/afstatsd';
import { casesOf, type Peer } from './support/corpus';
import { driveFlytekit, recordedFlytekit } from './support/flytekit';
import { driveHeare, recordedHeare } from './support/heare';
import type { Outcome } from './support/outcome';
import { drivePystatsd, recordedPystatsd } from './support/pystatsd';
import { driveSprockets, recordedSprockets } from './support/sprockets';

/** How a peer is read, and how we are driven with its calls. */
interface Driver<C> {
  recorded(recordedCase: C): Outcome;
  drive(recordedCase: C): Promise<Outcome>;
}

const report: string[] = [];

afterAll(() => {
  console.log(report.join('\n'));
  if (WHY_NO_QUEUE !== undefined) {
    console.log(`afstatsd was driven through memory and not through a message queue: ${WHY_NO_QUEUE}`);
  }
});

describe('the recorded traffic', () => {
  holdAgainst('pystatsd', casesOf('pystatsd'), { recorded: recordedPystatsd, drive: drivePystatsd });
  holdAgainst('flytekit', casesOf('flytekit'), { recorded: recordedFlytekit, drive: driveFlytekit });
  holdAgainst('sprockets', casesOf('sprockets'), { recorded: recordedSprockets, drive: driveSprockets });
  holdAgainst('heare', casesOf('heare'), { recorded: recordedHeare, drive: driveHeare });
  holdAgainst('afstatsd', casesOf('afstatsd'), { recorded: recordedAfstatsd, drive: driveAfstatsd });
});

function holdAgainst<C extends { readonly id: string }>(peer: Peer, cases: readonly C[], driver: Driver<C>): void {
  const departures = new Map(DEPARTURES[peer].flatMap((departure) => departure.cases.map((id) => [id, departure])));
  const counts = { same: 0, departing: 0, unexplained: 0 };
  const compare = async (recordedCase: C): Promise<{ ours: Outcome; theirs: Outcome; isSame: boolean }> => {
    const theirs = driver.recorded(recordedCase);
    const ours = await driver.drive(recordedCase);
    const isSame = isDeepStrictEqual(ours, theirs);
    counts[isSame ? 'same' : departures.has(recordedCase.id) ? 'departing' : 'unexplained'] += 1;
    return { ours, theirs, isSame };
  };

  describe(`of ${peer}`, () => {
    it.each(cases.filter(({ id }) => !departures.has(id)))('is ours: $id', async (recordedCase) => {
      const { ours, theirs } = await compare(recordedCase);
      expect(ours).toEqual(theirs);
    });

    it.each(cases.filter(({ id }) => departures.has(id)))('is not ours, on purpose: $id', async (recordedCase) => {
      const departure = departures.get(recordedCase.id) as Departure;
      const { ours, theirs, isSame } = await compare(recordedCase);
      expect(isSame, `listed as a departure, and the same as theirs: ${departure.they}`).toBe(false);
      expect(linesOf(ours, departure)).toEqual(expectedLines(ours, theirs, departure));
    });

    it('has no departure listed of a case that there is not, and none twice', () => {
      const ids = cases.map(({ id }) => id);
      const listed = DEPARTURES[peer].flatMap((departure) => departure.cases);
      expect(listed.filter((id) => !ids.includes(id))).toEqual([]);
      expect(listed).toHaveLength(departures.size);
    });

    afterAll(() => {
      report.push(
        `${peer}: ${cases.length} cases, ${counts.same} the same, ${counts.departing} departing as listed, ${counts.unexplained} unexplained`,
      );
    });
  });
}

/** Where only packets may differ, or lines be missing: the lines. */
function linesOf({ packets }: Outcome, departure: Departure): unknown[] {
  return departure.still === undefined ? [] : packets.flat();
}

function expectedLines(ours: Outcome, theirs: Outcome, departure: Departure): unknown[] {
  const all = linesOf(theirs, departure);
  return departure.still === 'fewer-lines' ? commonLines(all, linesOf(ours, departure)) : all;
}

/** Of `all`, in its order, those that `some` has in the same order. */
function commonLines(all: readonly unknown[], some: readonly unknown[]): unknown[] {
  const common: unknown[] = [];
  for (const line of all) {
    if (isDeepStrictEqual(line, some[common.length])) {
      common.push(line);
    }
  }
  return common;
}
