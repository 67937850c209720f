import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { createTransport } from '../../../lib/transports/create-transport';
import { MemoryTransport } from '../../../lib/transports/memory-transport';
import type { TransportOptions } from '../../../lib/transports/transport-options';
import { RecordingContext } from '../../support/recording-context';

describe('createTransport', () => {
  it.each([
    ['udp://127.0.0.1:8125', 'udp', undefined, 65_507, 1_432],
    ['tcp://127.0.0.1:8125', 'tcp', 'stream', Number.MAX_SAFE_INTEGER, 65_536],
    ['tls://127.0.0.1:8125', 'tls', 'stream', Number.MAX_SAFE_INTEGER, 65_536],
    ['unix:///run/stats.sock', 'unix', 'stream', Number.MAX_SAFE_INTEGER, 65_536],
    ['unixstream:///run/stats.sock', 'unixstream', 'stream', Number.MAX_SAFE_INTEGER, 65_536],
    ['http://host', 'http', 'json', Number.MAX_SAFE_INTEGER, 1_048_576],
    ['https://host', 'https', 'json', Number.MAX_SAFE_INTEGER, 1_048_576],
    ['ws://host', 'ws', 'json', Number.MAX_SAFE_INTEGER, 1_048_576],
    ['wss://host', 'wss', 'json', Number.MAX_SAFE_INTEGER, 1_048_576],
    ['console:', 'console', undefined, Number.MAX_SAFE_INTEGER, 65_536],
    ['none:', 'none', undefined, Number.MAX_SAFE_INTEGER, 65_536],
  ])('makes %s', (url, name, framing, maxPacketBytes, defaultPacketBytes) => {
    const transport = createTransport(url, new RecordingContext());
    expect([transport.name, transport.framing, transport.maxPacketBytes, transport.defaultPacketBytes]).toEqual([
      name,
      framing,
      maxPacketBytes,
      defaultPacketBytes,
    ]);
  });

  it('sends lines as datagrams over HTTP when asked to', () => {
    const options: TransportOptions = { type: 'http', url: 'http://host', format: 'lines' };
    expect(createTransport(options, new RecordingContext()).framing).toBe('datagram');
  });

  it("returns one's own transport as it is", () => {
    const own = new MemoryTransport();
    expect(createTransport(own, new RecordingContext())).toBe(own);
  });

  it('throws every problem in one message', () => {
    const wrong = { type: 'udp', port: 0, family: 7 } as unknown as TransportOptions;
    expect(() => createTransport(wrong, new RecordingContext())).toThrow(
      expect.objectContaining({
        code: 'STATS_INVALID_OPTION',
        message:
          'Expected `transport.port` to be a whole number from 1 to 65535, got 0. Expected `transport.family` to be 4 or 6, got 7.',
      }),
    );
  });

  it.each([
    'http://:hunter2@127.0.0.1:1/path?key=hunter2',
    'wss://:hunter2@127.0.0.1:1/path?key=hunter2',
    { type: 'https', url: 'https://host', secret: 'hunter2' },
    { type: 'ws', url: 'ws://host', headers: { 'x-key': 'hunter2' } },
  ] satisfies (string | TransportOptions)[])('shows no secret of %j when inspected', (given) => {
    const transport = createTransport(given, new RecordingContext());
    const shown = inspect(transport, { depth: Infinity, showHidden: true }) + JSON.stringify(transport);
    expect(shown).not.toContain('hunter2');
    expect(shown).not.toContain(Buffer.from('hunter2:').toString('base64'));
  });
});
