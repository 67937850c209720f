import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Link, LinkEvents } from '../../../lib/transports/link';
import { ReconnectingTransport } from '../../../lib/transports/reconnecting-transport';
import type { ReconnectingOptions } from '../../../lib/transports/reconnecting-transport';
import { refusalOf } from '../../support/refusal-of';
import { RecordingContext } from '../../support/recording-context';

/** A link that the test moves by hand. */
interface HandLink extends LinkEvents {
  readonly written: string[];
  done: (refusal?: Error) => void;
  state: 'open' | 'ended' | 'destroyed';
}

function setUp(options: Partial<ReconnectingOptions> = {}) {
  const links: HandLink[] = [];
  const dial = (events: LinkEvents): Link => {
    const link: HandLink = { ...events, written: [], done: () => {}, state: 'open' };
    links.push(link);
    return {
      write(packet, done) {
        link.written.push(Buffer.from(packet).toString());
        link.done = done;
      },
      end() {
        link.state = 'ended';
        return Promise.resolve();
      },
      destroy() {
        link.state = 'destroyed';
      },
    };
  };
  const context = new RecordingContext();
  const transport = new ReconnectingTransport(
    {
      name: 'tcp',
      target: 'tcp://h:1',
      framing: 'stream',
      maxPacketBytes: 100,
      defaultPacketBytes: 100,
      connectTimeoutMs: 1_000,
      dial,
      ...options,
    },
    context,
  );
  return { links, context, transport };
}

const packet = Buffer.from('a:1|c\n');

describe('ReconnectingTransport', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('tries again for ever, with growing delays', async () => {
    const { links, context, transport } = setUp();
    void transport.send(packet);
    for (const delayMs of [100, 200, 400, 800, 1_600, 3_200, 6_400, 12_800, 15_000, 15_000]) {
      const count = links.length;
      links.at(-1)!.down(new Error('refused'));
      await vi.advanceTimersByTimeAsync(delayMs - 1);
      expect(links).toHaveLength(count);
      await vi.advanceTimersByTimeAsync(1);
      expect(links).toHaveLength(count + 1);
    }
    expect(context.messages).toEqual(
      Array.from({ length: 10 }, () => 'Could not connect to tcp://h:1, it is tried again until it works: refused.'),
    );
    expect(context.errors.all[0]).toMatchObject({ code: 'STATS_TRANSPORT', cause: { message: 'refused' } });
  });

  it('gives an attempt up after its time', async () => {
    const { links, context, transport } = setUp({ connectTimeoutMs: 300 });
    const opened = transport.open();
    await vi.advanceTimersByTimeAsync(300);
    await opened;
    expect(links[0]!.state).toBe('destroyed');
    expect(context.messages).toEqual([
      'Could not connect to tcp://h:1, it is tried again until it works: no connection within 300 ms.',
    ]);
    links[0]!.up();
    expect(transport.connected).toBe(false);
  });

  it('sends a packet whose write had not completed again, and takes no word of the old link', async () => {
    const { links, transport } = setUp();
    let isSent = false;
    const sent = transport.send(packet).then(() => (isSent = true));
    links[0]!.up();
    expect([transport.connected, links[0]!.written]).toEqual([true, ['a:1|c\n']]);
    links[0]!.down(new Error('reset'));
    expect(transport.connected).toBe(false);
    links[0]!.done();
    await vi.advanceTimersByTimeAsync(100);
    expect(isSent).toBe(false);
    links[1]!.up();
    expect(links[1]!.written).toEqual(['a:1|c\n']);
    links[1]!.done();
    await sent;
    expect(transport.reconnects).toBe(1);
  });

  it('gives a server up that takes nothing for 30 s', async () => {
    const { links, context, transport } = setUp();
    void transport.send(packet);
    links[0]!.up();
    await vi.advanceTimersByTimeAsync(29_999);
    expect(transport.connected).toBe(true);
    await vi.advanceTimersByTimeAsync(101);
    expect(links).toHaveLength(2);
    expect(context.messages).toEqual([
      'The connection to tcp://h:1 was lost and is made again: the server took nothing within 30000 ms.',
    ]);
    expect(links[0]!.state).toBe('destroyed');
  });

  it('starts over with short delays only after a connection that held', async () => {
    const { links, transport } = setUp();
    void transport.open();
    links[0]!.down('refused');
    await vi.advanceTimersByTimeAsync(100);
    links[1]!.up();
    await vi.advanceTimersByTimeAsync(999);
    links[1]!.down('reset');
    await vi.advanceTimersByTimeAsync(199);
    expect(links).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(1);
    links[2]!.up();
    await vi.advanceTimersByTimeAsync(1_000);
    links[2]!.down('reset');
    await vi.advanceTimersByTimeAsync(100);
    expect(links).toHaveLength(4);
  });

  it('rejects a packet that the link refuses, and goes on', async () => {
    const { links, transport } = setUp();
    const refusal = refusalOf(transport.send(packet));
    links[0]!.up();
    links[0]!.done(new Error('too long'));
    expect(await refusal).toBe('too long');
    const sent = transport.send(packet);
    links[0]!.done();
    await sent;
    expect(links).toHaveLength(1);
  });

  it('replaces a connection that is too old, between two packets only', async () => {
    const { links, transport } = setUp({ maxConnectionAgeMs: 5_000 });
    const first = transport.send(packet);
    links[0]!.up();
    await vi.advanceTimersByTimeAsync(6_000);
    expect(links[0]!.state).toBe('open');
    links[0]!.done();
    await first;
    const second = transport.send(packet);
    expect(links[0]!.state).toBe('ended');
    links[0]!.down('the server closed the connection');
    links[1]!.up();
    links[1]!.done();
    await second;
    expect([links.length, transport.reconnects]).toEqual([2, 0]);
  });

  it('survives a dial that throws', async () => {
    const { context, transport } = setUp({
      dial: () => {
        throw new Error('no such thing');
      },
    });
    await transport.open();
    expect(context.messages).toEqual([
      'Could not connect to tcp://h:1, it is tried again until it works: no such thing.',
    ]);
  });

  it('leaves no timer behind when closed', async () => {
    const { links, transport } = setUp();
    const refusal = refusalOf(transport.send(packet));
    links[0]!.up();
    await transport.close();
    expect(await refusal).toBe('The transport tcp://h:1 was closed before a packet was sent.');
    expect([links[0]!.state, vi.getTimerCount()]).toEqual(['destroyed', 0]);
    links[0]!.down('reset');
    expect(vi.getTimerCount()).toBe(0);
    await transport.open();
    expect(links).toHaveLength(1);
  });

  it('says goodbye on an idle connection when closed', async () => {
    const { links, transport } = setUp();
    const opened = transport.open();
    links[0]!.up();
    await opened;
    await transport.close();
    expect(links[0]!.state).toBe('ended');
  });
});
