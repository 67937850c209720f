// @ts-check
/** Takes lines over the protocol named by its argument, and adds up what they say. */
import { createSocket } from 'node:dgram';
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

const nothing = { counted: 0, timings: 0, packets: 0, bytes: 0 };
let counts = { ...nothing };

/** Reads `name:1:2|c|#tags`, whole numbers and the whole part of others; begins anew after every line break. */
class LineReader {
  state = 'name';
  sum = 0;
  value = 0;
  values = 1;

  /** @param {Buffer} bytes */
  read(bytes) {
    for (const byte of bytes) {
      if (byte === LF) {
        this.state = 'name';
      } else if (this.state === 'value' || this.state === 'fraction') {
        this.#readValue(byte);
      } else if (this.state === 'name' && byte === COLON) {
        this.state = 'value';
        this.sum = this.value = 0;
        this.values = 1;
      } else if (this.state === 'type') {
        this.#end(byte);
      }
    }
    counts.bytes += bytes.length;
    counts.packets += 1;
  }

  /** @param {number} byte */
  #readValue(byte) {
    if (byte === BAR || byte === COLON) {
      this.sum += this.value;
      this.value = 0;
      this.values += byte === COLON ? 1 : 0;
      this.state = byte === BAR ? 'type' : 'value';
    } else if (byte === DOT) {
      this.state = 'fraction';
    } else if (this.state === 'value') {
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
    this.state = 'rest';
  }
}

const [, , protocol] = process.argv;
const path = join(tmpdir(), `nestjs-stats-bench-${process.pid}.sock`);

if (protocol === 'udp') {
  // The ordinary buffer: pacing has to do with that.
  const socket = createSocket('udp4');
  socket.on('message', (bytes) => new LineReader().read(bytes));
  socket.bind(0, '127.0.0.1', () => process.send?.({ port: socket.address().port, path }));
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
