import { expect, it } from 'vitest';
import { memoryClient } from '../../support/memory-client';

it('sends a line as it is, without prefix or tags', async () => {
  const { stats, sent } = memoryClient({ prefix: 'app', tags: { env: 'prod' } });
  stats.scope('s').raw('any:thing|you like|#ü');
  expect(await sent()).toEqual(['any:thing|you like|#ü']);
  expect(stats.report()).toMatchObject({ recorded: 1, lines: 1 });
});

it('sends every line, also one that was sent before', async () => {
  const { stats, sent } = memoryClient();
  stats.raw('x:1|c');
  stats.raw('x:1|c');
  expect(await sent()).toEqual(['x:1|c', 'x:1|c']);
});

it.each([['a:1|c\nb:1|c'], ['a:1|c\n'], ['a:1|c\r'], [''], [null], [undefined], [5], [{}]])(
  'refuses %o',
  async (line) => {
    const { stats, sent } = memoryClient();
    stats.raw(line as string);
    expect(await sent()).toEqual([]);
    expect(stats.report()).toMatchObject({ recorded: 0, dropped: { invalid: 1, oversize: 0 } });
  },
);

it('refuses a line that is longer than a packet, in bytes', async () => {
  const { stats, sent, errors } = memoryClient({ maxPacketBytes: 6 });
  stats.raw('ü:1|c');
  stats.raw('ü:12|c');
  expect(await sent()).toEqual(['ü:1|c']);
  expect(stats.report()).toMatchObject({ recorded: 1, dropped: { invalid: 1, oversize: 0 } });
  expect(errors.map(({ message }) => message)).toEqual([
    'A raw line was refused: it is longer than the 6 bytes of a packet (option maxPacketBytes).',
  ]);
});
