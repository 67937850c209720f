// @ts-check
/** Takes lines over the protocol named by its argument, and adds up what they say. */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const LF = 0x0a;
const DOT = 0x2e;
const ZERO = 0x30;
const COLON = 0x3a;
const COUNTER = 0x63;
const BAR = 0x7c;

// Where a reader is in a line. Numbers, because a receiver that is slow loses packets.
const NAME = 0;
const VALUE = 1;
const FRACTION = 2;
const TYPE = 3;
const REST = 4;

const WARM_UP_PACKETS = 5_000;

const nothing = { counted: 0, timings: 0, packets: 0, bytes: 0 };
let counts = { ...nothing };

/** Reads `name:1:2|c|#tags`, whole numbers and the whole part of others; begins anew after every line break. */
class LineReader {
  state = NAME;
  sum = 0;
  value = 0;
  values = 1;

  /** @param {Buffer} bytes */
  read(bytes) {
    for (let i = 0; i < bytes.length; i += 1) {
      const byte = bytes[i] ?? 0;
      if (byte === LF) {
        this.state = NAME;
      } else if (this.state === VALUE || this.state === FRACTION) {
        this.#readValue(byte);
      } else if (this.state === NAME && byte === COLON) {
        this.state = VALUE;
        this.sum = this.value = 0;
        this.values = 1;
      } else if (this.state === TYPE) {
        this.#end(byte);
      }
    }
    counts.bytes += bytes.length;
    counts.packets += 1;
  }

  /** A datagram ends its last line. */
  endPacket() {
    this.state = NAME;
  }

  /** @param {number} byte */
  #readValue(byte) {
    if (byte === BAR || byte === COLON) {
      this.sum += this.value;
      this.value = 0;
      this.values += byte === COLON ? 1 : 0;
      this.state = byte === BAR ? TYPE : VALUE;
    } else if (byte === DOT) {
      this.state = FRACTION;
    } else if (this.state === VALUE) {
      this.value = this.value * 10 + byte - ZERO;
    }
  }

  /** @param {number} type */
  #end(type) {
    if (type === COUNTER) {
      counts.counted += this.sum;
    } else {
      counts.timings += this.values;
    }
    this.state = REST;
  }
}

/**
 * A server has been running for a while: one that is compiled under fire loses what comes meanwhile.
 *
 * @param {import('node:dgram').Socket} socket
 * @param {number} port
 */
async function warmUp(socket, port) {
  const packet = 'orders.time:12.5:7.25:103|ms|#channel:web,kind:new\n'.repeat(28);
  for (let i = 0; i < WARM_UP_PACKETS; i += 1) {
    const received = once(socket, 'message');
    socket.send(packet, port, '127.0.0.1');
    await received;
  }
  counts = { ...nothing };
}

const [, , protocol] = process.argv;
const path = join(tmpdir(), `nestjs-stats-bench-${process.pid}.sock`);

if (protocol === 'udp') {
  // The ordinary buffer: pacing has to do with that.
  const socket = createSocket('udp4');
  const reader = new LineReader();
  socket.on('message', (bytes) => {
    reader.read(bytes);
    reader.endPacket();
  });
  socket.bind(0, '127.0.0.1', async () => {
    const { port } = socket.address();
    await warmUp(socket, port);
    process.send?.({ port, path });
  });
} else {
  const server = createServer((socket) => {
    const reader = new LineReader();
    socket.on('data', (bytes) => reader.read(bytes));
    socket.on('error', () => {});
  });
  const listening = () => {
    const address = server.address();
    process.send?.({ port: typeof address === 'object' ? address?.port : 0, path });
  };
  if (protocol === 'tcp') {
    server.listen(0, '127.0.0.1', listening);
  } else {
    server.listen(path, listening);
  }
}

process.on('message', (message) => {
  if (message === 'reset') {
    counts = { ...nothing };
  } else {
    process.send?.(counts);
  }
});
process.on('disconnect', () => {
  rmSync(path, { force: true });
  process.exit();
});
