/**
 * What lies behind each is no publisher and no partner: IANA's special-purpose registries, and where clouds keep their
 * metadata.
 */
export const specialV4: readonly [what: string, address: string][] = [
  ['loopback', '127.0.0.1'],
  ['the end of loopback', '127.255.255.254'],
  ['this host', '0.0.0.0'],
  ['this network', '0.1.2.3'],
  ['private A', '10.0.0.1'],
  ['private B', '172.16.0.1'],
  ['the end of private B', '172.31.255.254'],
  ['private C', '192.168.1.1'],
  ['carriers', '100.64.0.1'],
  ['the end of carriers', '100.127.255.254'],
  ['link-local', '169.254.0.1'],
  ['EC2 metadata', '169.254.169.254'],
  ['ECS metadata', '169.254.170.2'],
  ['IETF assignments', '192.0.0.1'],
  ['DS-Lite', '192.0.0.8'],
  ['NAT64 discovery', '192.0.0.170'],
  ['documentation 1', '192.0.2.1'],
  ['documentation 2', '198.51.100.1'],
  ['documentation 3', '203.0.113.1'],
  ['AS112', '192.31.196.1'],
  ['AS112 by delegation', '192.175.48.1'],
  ['AMT', '192.52.193.1'],
  ['6to4 relays', '192.88.99.1'],
  ['benchmarks', '198.18.0.1'],
  ['the end of benchmarks', '198.19.255.254'],
  ['multicast', '224.0.0.1'],
  ['SSDP', '239.255.255.250'],
  ['reserved', '240.0.0.1'],
  ['the end of reserved', '255.255.255.254'],
  ['broadcast', '255.255.255.255'],
];

export const specialV6: readonly [what: string, address: string][] = [
  ['loopback', '::1'],
  ['unspecified', '::'],
  ['discard', '100::1'],
  ['dummy', '100:0:0:1::1'],
  ['Teredo', '2001::1'],
  ['port control', '2001:1::1'],
  ['TURN', '2001:1::2'],
  ['benchmarks', '2001:2::1'],
  ['AMT', '2001:3::1'],
  ['AS112', '2001:4:112::1'],
  ['AS112 by delegation', '2620:4f:8000::1'],
  ['ORCHID', '2001:10::1'],
  ['ORCHIDv2', '2001:20::1'],
  ['drone tags', '2001:30::1'],
  ['documentation', '2001:db8::1'],
  ['documentation, the newer', '3fff::1'],
  ['segment routing', '5f00::1'],
  ['never given out', '4000::1'],
  ['never given out either', 'e000::1'],
  ['unique local', 'fc00::1'],
  ['EC2 metadata', 'fd00:ec2::254'],
  ['VPC resolver', 'fd00:ec2::253'],
  ['link-local', 'fe80::1'],
  ['the end of link-local', 'febf::1'],
  ['site-local', 'fec0::1'],
  ['multicast on the link', 'ff02::1'],
  ['multicast everywhere', 'ff0e::1'],
];

const octets = (address: string): number[] => address.split('.').map(Number);
const number = (address: string): number => octets(address).reduce((sum, octet) => sum * 256 + octet, 0);
const hextets = (address: string): string => {
  const [a = 0, b = 0, c = 0, d = 0] = octets(address);
  return [a * 256 + b, c * 256 + d].map((part) => part.toString(16)).join(':');
};
const inverted = (address: string): string =>
  hextets(
    octets(address)
      .map((octet) => 255 - octet)
      .join('.'),
  );

/**
 * An IPv4 address as URLs may spell it: resolvers of old take octal, hexadecimal and missing parts, and IPv6 wraps it
 * in many ways.
 */
export function spellingsOf(address: string): string[] {
  const [a = 0, b = 0, c = 0, d = 0] = octets(address);
  const hex = (value: number) => `0x${value.toString(16)}`;
  const octal = (value: number) => `0${value.toString(8)}`;
  return [
    address,
    `${address}.`,
    String(number(address)),
    hex(number(address)),
    hex(number(address)).toUpperCase().replace('0X', '0x'),
    octal(number(address)),
    `000${octal(number(address))}`,
    octets(address).map(hex).join('.'),
    octets(address).map(octal).join('.'),
    octets(address)
      .map((octet) => `0000${octal(octet)}`)
      .join('.'),
    `${hex(a)}.${octal(b)}.${c * 256 + d}`,
    `${a}.${(b * 256 + c) * 256 + d}`,
    `${a}.${b}.${c * 256 + d}`,
    address.replaceAll(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit))),
    address.replaceAll('.', '。'),
    address.replaceAll('.', '．'),
    address.replaceAll('.', '%2e'),
    [...address].map((one) => `%${one.charCodeAt(0).toString(16)}`).join(''),
    ...wrapped(address).map((inner) => `[${inner}]`),
  ];
}

/** An IPv4 address inside of an IPv6 one: a router on the way, or the kernel, may unwrap it. */
export const wrapped = (address: string): string[] => [
  `::ffff:${address}`,
  `::ffff:${hextets(address)}`,
  `0:0:0:0:0:FFFF:${hextets(address)}`,
  `::${address}`,
  `::${hextets(address)}`,
  `::ffff:0:${address}`,
  `64:ff9b::${hextets(address)}`,
  `64:ff9b:1::${hextets(address)}`,
  `64:ff9b:1:ffff::${hextets(address)}`,
  `2002:${hextets(address)}::`,
  `2002:${hextets(address)}::1`,
  `2001:0:4136:e378:8000:63bf:${inverted(address)}`,
  `fe80::5efe:${hextets(address)}`,
];
