import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { HostResolver } from '../../../lib/transports/host-resolver';
import type { HostResolverOptions } from '../../../lib/transports/host-resolver';
import { refusalOf } from '../../support/refusal-of';
import { RecordingContext } from '../../support/recording-context';

type Callback = Parameters<HostResolverOptions['lookup']>[2];

/** Look-ups that are answered by the test. */
function setUp(options: Partial<HostResolverOptions> = {}) {
  const asked: { host: string; family: unknown; answer: Callback }[] = [];
  const context = new RecordingContext();
  const lookup: HostResolverOptions['lookup'] = (host, { family }, answer) => asked.push({ host, family, answer });
  const resolver = new HostResolver(
    { host: 'stats.internal', family: undefined, patienceMs: 1_000, lookup, ...options },
    context,
  );
  const answer = (address: string, family: 4 | 6 = 4): void => asked.at(-1)!.answer(null, address, family);
  const fail = (): void => asked.at(-1)!.answer(new Error('getaddrinfo ENOTFOUND stats.internal'), '', 0);
  return { asked, context, resolver, answer, fail };
}

describe('HostResolver', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('never looks an address up', async () => {
    const { asked, resolver } = setUp({ host: '::1' });
    expect(await resolver.address()).toEqual({ address: '::1', family: 6 });
    await vi.advanceTimersByTimeAsync(300_000);
    expect(asked).toEqual([]);
  });

  it('looks a name up once for all who ask', async () => {
    const { asked, resolver, answer } = setUp({ family: 6 });
    const both = Promise.all([resolver.address(), resolver.address()]);
    expect(asked).toMatchObject([{ host: 'stats.internal', family: 6 }]);
    answer('::2', 6);
    expect(await both).toEqual([
      { address: '::2', family: 6 },
      { address: '::2', family: 6 },
    ]);
    expect(vi.getTimerCount()).toBe(1);
  });

  it('looks it up again every 60 s, one look-up at a time, the old address serving', async () => {
    const { asked, resolver, answer } = setUp();
    void resolver.address();
    answer('10.0.0.1');
    await vi.advanceTimersByTimeAsync(59_999);
    expect(asked).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(asked).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(300_000);
    expect(asked).toHaveLength(2);
    expect(await resolver.address()).toEqual({ address: '10.0.0.1', family: 4 });
    answer('10.0.0.2');
    expect(await resolver.address()).toEqual({ address: '10.0.0.2', family: 4 });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked).toHaveLength(3);
  });

  it('serves the old address and tells when a later look-up fails', async () => {
    const { asked, context, resolver, answer, fail } = setUp();
    void resolver.address();
    answer('10.0.0.1');
    await vi.advanceTimersByTimeAsync(60_000);
    fail();
    expect(await resolver.address()).toEqual({ address: '10.0.0.1', family: 4 });
    expect(context.messages).toEqual([
      'The host stats.internal of the transport udp could not be looked up again, 10.0.0.1 serves on: getaddrinfo ENOTFOUND stats.internal.',
    ]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked).toHaveLength(3);
  });

  it('rejects at once while a first look-up has failed, and tries again with growing delays', async () => {
    const { asked, resolver, answer, fail } = setUp();
    const first = resolver.address();
    fail();
    const refusal =
      'The host stats.internal of the transport udp could not be looked up: getaddrinfo ENOTFOUND stats.internal.';
    await expect(first).rejects.toThrow(refusal);
    await expect(resolver.address()).rejects.toThrow(refusal);
    await vi.advanceTimersByTimeAsync(100);
    expect(asked).toHaveLength(2);
    fail();
    await vi.advanceTimersByTimeAsync(199);
    expect(asked).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(1);
    expect(asked).toHaveLength(3);
    answer('10.0.0.1');
    expect(await resolver.address()).toEqual({ address: '10.0.0.1', family: 4 });
  });

  it('waits only so long for a first answer, and still uses a late one', async () => {
    const { resolver, answer } = setUp({ patienceMs: 250 });
    const refusal = refusalOf(resolver.address());
    await vi.advanceTimersByTimeAsync(250);
    expect(await refusal).toBe('The look-up of stats.internal did not answer within 250 ms.');
    answer('10.0.0.1');
    expect(await resolver.address()).toEqual({ address: '10.0.0.1', family: 4 });
  });

  it('leaves nothing behind when closed', async () => {
    const { resolver, answer } = setUp();
    const refusal = refusalOf(resolver.address());
    resolver.close();
    expect(await refusal).toBe('The transport udp was closed while stats.internal was looked up.');
    answer('10.0.0.1');
    expect(resolver.current).toBeUndefined();
    expect(vi.getTimerCount()).toBe(0);
  });
});
