import { expect, it } from 'vitest';
import { blockForm, packetForm } from '../../../lib/delivery/packet-form';

it('puts the separator of the dialect between the lines of a datagram', () => {
  expect(packetForm('datagram', '::', 1_432, false)).toEqual({
    maxBytes: 1_432,
    between: '::',
    after: '',
    isLineAlone: false,
  });
});

it('ends every line of a stream with LF, whatever the dialect', () => {
  expect(packetForm('stream', '::', 65_536, true)).toEqual({
    maxBytes: 65_536,
    between: '',
    after: '\n',
    isLineAlone: true,
  });
});

it('leaves the end of a block to the packet that it stands in', () => {
  expect(blockForm(packetForm('stream', '\n', 100, true))).toEqual({
    maxBytes: 99,
    between: '\n',
    after: '',
    isLineAlone: false,
  });
  expect(blockForm(packetForm('datagram', '::', 100, false))).toEqual({
    maxBytes: 100,
    between: '::',
    after: '',
    isLineAlone: false,
  });
});
