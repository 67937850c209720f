'use strict';
/**
 * Runs the npm `statsd` daemon as published, for statsd-daemon.ts: `node statsd-daemon-main.cjs CONFIG`. Around it, its ports are
 * told to the parent when they are bound, and objects are printed whole on its management port.
 */
const { once } = require('node:events');
const { readFileSync } = require('node:fs');
const { createRequire } = require('node:module');
const net = require('node:net');
const util = require('node:util');
const { compileFunction } = require('node:vm');

/** Stands at the daemon's end, where its variables can be seen: what its management port does not offer. */
const AT_ITS_END = `
  let isTelling = false;
  backendEvents.on('packet', () => {
    if (!isTelling) {
      isTelling = true;
      setImmediate(() => {
        isTelling = false;
        process.send({ received: counters[metrics_received] });
      });
    }
  });
  process.on('message', () => {
    process.send({ sets: Object.fromEntries(Object.entries(sets).map(([name, set]) => [name, set.values()])) });
  });`;

process.on('disconnect', () => process.exit());
util.inspect.defaultOptions = { maxArrayLength: null, maxStringLength: null, depth: null, breakLength: Infinity };

const streamServers = [];
const { createServer } = net;
net.createServer = (...args) => {
  const server = createServer(...args);
  streamServers.push(once(server, 'listening').then(() => server.address()));
  return server;
};

// Of the platform until Node 22; the daemon cannot start without it.
util.log = (text) => {
  console.log(text);
  if (text === 'server is up') {
    void tellPorts();
  }
};

const file = require.resolve('statsd/stats.js');
const requireAsDaemon = createRequire(file);
const source = readFileSync(file, 'utf8') + AT_ITS_END;
compileFunction(source, ['require', 'module'], { filename: file })(requireAsDaemon, { exports: {} });

async function tellPorts() {
  const { server } = requireAsDaemon('./servers/udp');
  // Bound in the same turn: its 'listening' is still to come.
  await once(server, 'listening');
  const [tcp, , management] = await Promise.all(streamServers);
  process.send({ ports: { udp: server.address().port, tcp: tcp.port, management: management.port } });
}
