import { describe, expect, it } from 'vitest';
import { checkTransport } from '../../../lib/transports/check-transport';

const send = async (): Promise<void> => {};
const close = send;

describe('checkTransport', () => {
  it.each([
    [undefined],
    ['udp://127.0.0.1:8125'],
    [{ type: 'udp' }],
    [{ type: 'udp', host: '::1', port: 1, family: 6, connectTimeoutMs: 50 }],
    [{ type: 'tcp', host: undefined, maxConnectionAgeMs: 60_000 }],
    [{ type: 'tls', servername: 'stats.internal' }],
    [{ type: 'unix', path: '/run/stats.sock' }],
    [{ type: 'https', url: 'https://host', secret: 's', format: 'lines', headers: { 'x-a': 'b' }, timeoutMs: 1 }],
    [{ type: 'ws', url: 'ws://:s@host' }],
    [{ type: 'mqueue', name: '/metrics', fallback: 'udp://127.0.0.1:8125' }],
    [{ type: 'console' }],
    [{ name: 'mine', maxPacketBytes: 1, send, close }],
    [{ name: 'mine', maxPacketBytes: 512, framing: 'stream', open: send, send, close, anything: 1 }],
  ])('finds nothing wrong with %j', (given) => {
    expect(checkTransport(given)).toEqual([]);
  });

  it.each([
    [null, 'Expected `transport` to be a URL, an object of options or a Transport, got null.'],
    [8125, 'Expected `transport` to be a URL, an object of options or a Transport, got 8125.'],
    [[], 'Expected `transport` to be a URL, an object of options or a Transport, got an array.'],
    ['udp://host:0', 'Expected `transport.port` to be a whole number from 1 to 65535, got 0.'],
    [{ type: 'udp', port: '8125' }, "Expected `transport.port` to be a whole number from 1 to 65535, got '8125'."],
    [{ type: 'udp', port: 1.5 }, 'Expected `transport.port` to be a whole number from 1 to 65535, got 1.5.'],
    [{ type: 'udp', host: '' }, "Expected `transport.host` to be a host name or an IP address, got ''."],
    [{ type: 'udp', host: '[::1]' }, "Expected `transport.host` to be a host name or an IP address, got '[::1]'."],
    [{ type: 'udp', family: 5 }, 'Expected `transport.family` to be 4 or 6, got 5.'],
    [{ type: 'udp', host: '::1', family: 4 }, 'Expected `transport.family` to be 6 for the address ::1, got 4.'],
    [{ type: 'unix' }, 'Expected `transport.path` to be a path of 1 to 107 bytes, got undefined.'],
    [
      { type: 'tcp', maxConnectionAgeMs: 0 },
      'Expected `transport.maxConnectionAgeMs` to be a number of milliseconds above 0 and up to 2147483647, got 0.',
    ],
    [
      { type: 'http', url: 'https://host' },
      "Expected `transport.url` to be a URL of the form http://host/path, got 'https://host'.",
    ],
    [{ type: 'http' }, 'Expected `transport.url` to be a URL of the form http://host/path, got undefined.'],
    [
      { type: 'http', url: 'http://host', format: 'xml' },
      "Expected `transport.format` to be 'json' or 'lines', got 'xml'.",
    ],
    [
      { type: 'mqueue', name: 'metrics' },
      "Expected `transport.name` to be a name like /metrics, with no further slash, got 'metrics'.",
    ],
    [
      { type: 'mqueue', name: '/metrics', fallback: 'udp://host:0' },
      'Expected `transport.fallback.port` to be a whole number from 1 to 65535, got 0.',
    ],
    [
      { type: 'mqueue', name: '/metrics', fallback: 'http://host' },
      'Expected `transport.fallback` to be a URL of a transport of lines, as udp: or tcp:, got another.',
    ],
    [
      { type: 'tls', servername: '127.0.0.1' },
      "Expected `transport.servername` to be a host name, no IP address, got '127.0.0.1'.",
    ],
    [{ maxPacketBytes: 1, send, close }, 'Expected `transport.name` to be a string that is not empty, got undefined.'],
    [
      { name: 'mine', maxPacketBytes: 0, send, close },
      'Expected `transport.maxPacketBytes` to be a whole number of bytes from 1, got 0.',
    ],
    [
      { name: 'mine', maxPacketBytes: 1, framing: 'lines', send, close },
      "Expected `transport.framing` to be 'datagram' or 'stream' or 'json', got 'lines'.",
    ],
  ])('says what is wrong with %j', (given, problem) => {
    expect(checkTransport(given)).toEqual([problem]);
  });

  it('names every known type when the type is wrong', () => {
    expect(checkTransport({ type: 'kafka' })).toEqual([
      "Expected `transport.type` to be 'udp' or 'tcp' or 'tls' or 'unix' or 'unixgram' or 'unixstream' or 'http' or 'https' or 'ws' or 'wss' or 'mqueue' or 'console' or 'none', got 'kafka'.",
    ]);
  });

  it('finds every problem, unknown options among them', () => {
    expect(checkTransport({ type: 'udp', hots: 'x', host: 5, port: -1 })).toEqual([
      'Unknown option `transport.hots`: type udp knows host, port, family, connectTimeoutMs.',
      'Expected `transport.host` to be a host name or an IP address, got 5.',
      'Expected `transport.port` to be a whole number from 1 to 65535, got -1.',
    ]);
  });

  it('calls the option as it is told to', () => {
    expect(checkTransport({ type: 'udp', family: 4, host: '::1' }, 'clients.transport')).toEqual([
      'Expected `clients.transport.family` to be 6 for the address ::1, got 4.',
    ]);
  });

  it.each([
    [{ type: 'http', url: 'http://host', secret: 5 }],
    [{ type: 'http', url: 'http://:hunter2@host', secret: 'hunter2' }],
    [{ type: 'http', url: 'http://host', secret: 'hunter2', headers: { Authorization: 'Bearer hunter2' } }],
    [{ type: 'http', url: 'http://host', headers: { 'x-key': 'hunter2\n' } }],
    [{ type: 'http', url: 'http://host', headers: { 'x key': 'hunter2' } }],
    [{ type: 'http', url: 'http://hunter2@host' }],
    [{ type: 'https', url: 'https://:hunter2@host/#x' }],
    [{ type: 'tls', key: 'hunter2', cert: 'hunter2' }],
    [{ type: 'udp', hunter: 'hunter2' }],
    ['https://user:hunter2@host'],
  ])('shows no secret when it refuses %j', (given) => {
    const problems = checkTransport(given);
    expect(problems).toHaveLength(1);
    expect(problems[0]).not.toContain('hunter2');
  });
});
