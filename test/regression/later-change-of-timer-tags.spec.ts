import { expect, it } from 'vitest';
import { FakeClock } from '../../lib/testing/fake-clock';
import { memoryClient } from '../support/memory-client';

it('keeps the tags and options of the moment in which a timer was given them', async () => {
  const { stats, sent } = memoryClient({ clock: new FakeClock(), random: () => 0 });
  const tags = { a: 1 };
  const more = { b: 1 };
  const options = { rate: 0.5 };
  const timer = stats.timer('timer', tags, options).start().stop({ send: false, tags: more });
  const timed = stats.time('time', () => Promise.resolve(), tags, options);
  tags.a = 2;
  more.b = 2;
  options.rate = 0.25;
  timer.send();
  await timed;
  expect(await sent()).toEqual(['timer:0|ms|@0.5|#a:1,b:1', 'time:0|ms|@0.5|#a:1']);
});
