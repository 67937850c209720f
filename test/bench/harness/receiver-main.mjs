// @ts-check
/** A server that takes datagrams and throws them away: what the clients under test send to. */
import { createSocket } from 'node:dgram';

const socket = createSocket({ type: 'udp4', recvBufferSize: 4_194_304 });
socket.on('message', () => {});
socket.bind(0, '127.0.0.1', () => process.send?.({ port: socket.address().port }));
process.on('disconnect', () => process.exit());
