import { createSocket } from 'node:dgram';

/** A name's addresses; a list of lists is given out one after the other, the last for good. */
export type Zone = Readonly<Record<string, readonly (readonly string[])[]>>;

/**
 * A name server on this machine that knows a handful of names, for RFC 1035's A and RFC 3596's AAAA; of others it says
 * that there are none.
 */
export async function startDnsServer(port: number, zone: Zone): Promise<{ stop(): Promise<void> }> {
  const asked = new Map<string, number>();
  const socket = createSocket('udp4');
  socket.on('message', (query, { port: to, address }) => {
    const { name, type, end } = questionOf(query);
    const answers = zone[name];
    // A lookup asks for both kinds, and each of its questions counts for its own.
    const turn = asked.get(`${name} ${type}`) ?? 0;
    asked.set(`${name} ${type}`, turn + 1);
    const addresses = (answers?.[Math.min(turn, answers.length - 1)] ?? []).filter(
      (one) => type === (one.includes(':') ? 28 : 1),
    );
    const head = Buffer.alloc(12);
    query.copy(head, 0, 0, 2);
    head.writeUInt16BE(answers === undefined ? 0x8583 : 0x8580, 2); // an authoritative answer: NXDOMAIN, or none wrong
    head.writeUInt16BE(1, 4);
    head.writeUInt16BE(addresses.length, 6);
    socket.send(
      Buffer.concat([head, query.subarray(12, end), ...addresses.map((one) => record(type, one))]),
      to,
      address,
    );
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject).bind(port, '127.0.0.1', resolve);
  });
  return {
    stop: () =>
      new Promise((resolve) => {
        socket.close(resolve);
      }),
  };
}

function questionOf(query: Buffer): { name: string; type: number; end: number } {
  const labels: string[] = [];
  let at = 12;
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join('.').toLowerCase(), type: query.readUInt16BE(at + 1), end: at + 5 };
}

/** The question's name, by a pointer; a time to live of nothing. */
function record(type: number, address: string): Buffer {
  const data = type === 1 ? Buffer.from(address.split('.').map(Number)) : ipv6(address);
  const head = Buffer.from([0xc0, 0x0c, 0, type, 0, 1, 0, 0, 0, 0, 0, data.length]);
  return Buffer.concat([head, data]);
}

function ipv6(address: string): Buffer {
  const [before = [], after = []] = address.split('::').map((half) => half.split(':').filter((part) => part !== ''));
  const parts = [...before, ...Array<string>(8 - before.length - after.length).fill('0'), ...after];
  return Buffer.from(parts.flatMap((part) => [Number.parseInt(part, 16) >> 8, Number.parseInt(part, 16) & 0xff]));
}
