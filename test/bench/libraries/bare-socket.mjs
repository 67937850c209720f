import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { FAR } from './workload.mjs';

const require = createRequire(import.meta.url);

/** As many datagrams a millisecond as ours sends. */
const PACE = 32;
const LONGEST_PACKET = { udp: 1_432, tcp: 65_000, unix: 65_000 };

/** The floor: a client that is called and does nothing, then a socket that sends the very packets which ours makes of the calls. */
export async function sending({ protocol, port, path, dist }) {
  const { MemoryTransport, StatsClient } = require(`${dist}/index.js`);
  const transport = new MemoryTransport();
  const stats = new StatsClient({
    transport,
    dialect: 'datadog',
    maxSamples: Infinity,
    maxPacketBytes: LONGEST_PACKET[protocol],
    flushIntervalMs: FAR,
    queue: { maxBytes: 2 ** 30 },
  });
  let called = {
    count: (name, tags) => stats.incr(name, 1, tags),
    time: (name, ms, tags) => stats.timing(name, ms, tags),
  };
  return {
    /** Makes the packets, which is not part of what is measured. */
    prepare: async (record) => {
      await record();
      await stats.close({ timeoutMs: 60_000 });
      called = { count: () => {}, time: () => {} };
    },
    count: (name, tags) => called.count(name, tags),
    time: (name, ms, tags) => called.time(name, ms, tags),
    close: () =>
      protocol === 'udp' ? sendDatagrams(transport.packets, port) : sendStream(transport.packets, port, path),
  };
}

async function sendDatagrams(packets, port) {
  const socket = createSocket('udp4');
  socket.connect(port, '127.0.0.1');
  await once(socket, 'connect');
  for (const [i, packet] of packets.entries()) {
    if (i % PACE === PACE - 1) {
      await pause(1);
    }
    await new Promise((resolve) => {
      socket.send(packet, resolve);
    });
  }
  socket.close();
}

async function sendStream(packets, port, path) {
  const socket = port === 0 ? connect(path) : connect(port, '127.0.0.1');
  await once(socket, 'connect');
  for (const packet of packets) {
    await new Promise((resolve) => {
      socket.write(Buffer.concat([packet, Buffer.from('\n')]), resolve);
    });
  }
  socket.end();
  await once(socket, 'close');
}
