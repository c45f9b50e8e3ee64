/** The article's own name for ever, whatever domain serves it: its id as a custom UUID (RFC 9562, 5.8). */
export function urnOf(id: string): string {
  const variant = ((parseInt(id.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return `urn:uuid:${id.slice(0, 8)}-${id.slice(8, 12)}-8${id.slice(13, 16)}-${variant}${id.slice(17, 20)}-${id.slice(20)}`;
}
