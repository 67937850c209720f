'use strict';
/**
 * A metrics server that can be killed, for fault-server.ts: `node fault-server-main.cjs SETUP`. It knows one metric,
 * `l:<number>|ms` with or without tags, or the same in JSON, and writes each number that it has read to a file at once: what is
 * in the file was delivered, however the process ends.
 */
const { openSync, statSync, writeSync } = require('node:fs');
const { createSocket } = require('node:dgram');
const http = require('node:http');
const net = require('node:net');
const koffi = require('koffi');
const ws = require('ws');

// FaultServerSetup
const { kind, port, path, log, reads, answers, resetAfterBytes } = JSON.parse(process.argv[2]);
const NUMBER_BYTES = '1000000\n'.length;

const file = openSync(log, 'a');
let received = statSync(log).size / NUMBER_BYTES;
let bytesToReset = resetAfterBytes ?? Infinity;
const sockets = new Set();
let webSockets;

function tell(message) {
  if (process.connected) {
    process.send(message);
  }
}

/** @param {string[]} numbers */
function take(numbers) {
  if (numbers.length > 0) {
    writeSync(file, `${numbers.join('\n')}\n`);
    received += numbers.length;
    tell({ received });
  }
}

/** @param {string} body lines, or one JSON object */
function takeBody(body) {
  take(body.startsWith('{') ? Object.values(JSON.parse(body).timers).flat().map(String) : numbersOf(body.split('\n')));
}

function numbersOf(lines) {
  return lines.map((line) => /l:(\d{7})\|ms/.exec(line)?.[1]).filter((number) => number !== undefined);
}

function serveStream(socket) {
  let unfinished = '';
  socket.on('data', (chunk) => {
    const lines = (unfinished + chunk.toString('latin1')).split('\n');
    unfinished = lines.pop();
    take(numbersOf(lines));
    resetWhenDue(socket, chunk);
  });
}

function resetWhenDue(socket, chunk) {
  bytesToReset -= chunk.length;
  if (bytesToReset <= 0) {
    bytesToReset = Infinity;
    // The runtime resets TCP only; a Unix socket that is closed with something unread in it is reset by the kernel.
    (path === undefined ? socket.resetAndDestroy : socket.destroy).call(socket);
  }
}

function keep(socket) {
  sockets.add(socket);
  socket.on('error', () => {});
  socket.on('close', () => sockets.delete(socket));
  tell({ connections: 1 });
  if (!reads && kind !== 'ws') {
    socket.pause();
  }
}

function answerRequest(request, response) {
  const answer = answers.shift() ?? { status: 204 };
  if (answer.reset) {
    request.once('data', () => request.socket.resetAndDestroy());
    return;
  }
  let body = '';
  request.on('data', (chunk) => (body += chunk));
  request.on('end', () => {
    tell({ answered: answer.status ?? 0 });
    if (answer.status === undefined) {
      takeBody(body);
    } else {
      if (answer.status < 300) {
        takeBody(body);
      }
      response.writeHead(answer.status, answer.headers).end();
    }
  });
}

function createServer() {
  if (kind === 'http') {
    return http.createServer(answerRequest);
  }
  if (kind === 'ws') {
    const server = http.createServer();
    webSockets = new ws.WebSocketServer({ server });
    webSockets.on('connection', (client, { socket }) => {
      client.on('error', () => {});
      client.on('message', (/** @type {Buffer} */ data) => takeBody(data.toString()));
      socket.on('data', (chunk) => resetWhenDue(socket, chunk));
      if (!reads) {
        client.pause();
      }
    });
    return server;
  }
  // A connection is read to its end also when this side has said goodbye.
  const server = net.createServer({ allowHalfOpen: true });
  server.on('connection', (socket) => {
    serveStream(socket);
    socket.on('end', () => socket.end());
  });
  return server;
}

const COMMANDS = {
  /** Says goodbye on every connection and reads on. */
  halfClose() {
    webSockets?.clients.forEach((client) => client.close(1001));
    for (const socket of webSockets === undefined ? sockets : []) {
      socket.end();
    }
  },
  /** Takes no more connections, reads every one to its end, and exits. */
  stop() {
    server.close();
    COMMANDS.halfClose();
    process.disconnect();
  },
  read() {
    webSockets?.clients.forEach((client) => client.resume());
    for (const socket of sockets) {
      socket.resume();
    }
  },
  /** Forgets every connection without a word to the other side, as a host that lost its power. */
  vanish() {
    const setOption = koffi.load(null).func('int setsockopt(int, int, int, const void *, uint32_t)');
    const [tcp, repair, on] = [6, 19, Buffer.from([1, 0, 0, 0])];
    // oxlint-disable-next-line no-underscore-dangle -- the one way to its descriptor
    const isAllowed = [...sockets].every((socket) => setOption(socket._handle.fd, tcp, repair, on, 4) === 0);
    sockets.forEach((socket) => socket.destroy());
    tell({ vanished: isAllowed });
  },
};
process.on('message', (command) => COMMANDS[command]());

let server;
if (kind === 'udp') {
  server = createSocket({ type: 'udp4', recvBufferSize: 4_194_304 });
  server.on('message', (message) => takeBody(message.toString()));
  server.bind(port, '127.0.0.1', () => tell({ port: server.address().port }));
} else {
  server = createServer();
  server.on('connection', keep);
  server.listen(path === undefined ? { port, host: '127.0.0.1' } : { path }, () =>
    tell({ port: server.address().port ?? 0 }),
  );
}
process.on('disconnect', () => {
  if (server.listening !== false) {
    process.exit();
  }
});
