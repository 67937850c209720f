import { describe, expect, it } from 'vitest';
import { MemoryTransport } from '../../../lib/transports/memory-transport';

describe('MemoryTransport', () => {
  it('keeps copies of the packets and shows their lines', async () => {
    const transport = new MemoryTransport();
    const packet = Buffer.from('a:1|c\nb:2|c');
    await transport.send(packet);
    packet.fill(0);
    await transport.send(Buffer.from('ü:3|c\n'));
    expect(transport.packets).toHaveLength(2);
    expect(transport.lines()).toEqual(['a:1|c', 'b:2|c', 'ü:3|c']);
  });

  it('forgets when cleared', async () => {
    const transport = new MemoryTransport();
    await transport.send(Buffer.from('a:1|c'));
    transport.clear();
    expect(transport.packets).toEqual([]);
    expect(transport.lines()).toEqual([]);
  });
});
