import { domainToASCII } from 'node:url';

/** One address that SES can send to, as RFC 5321 writes it, or what is wrong with it in words. */
export type ParsedAddress = { readonly address: string } | { readonly fault: string };

const atom = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/i;
const label = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;

/**
 * Reads an address that a person typed. Quoted names, comments, lists and literal addresses, which RFC 5322 allows and people do not have,
 * are refused: they are how headers are forged and filters passed by. A domain of another script becomes its ASCII form (RFC 5891).
 */
export function parseAddress(typed: string): ParsedAddress {
  const text = typed.trim();
  if (text === '') return { fault: 'Please give an address.' };
  if (/[\s\p{C}]/u.test(text)) return { fault: 'An address has no spaces, new lines or invisible characters.' };
  if (text.length > 320) return { fault: 'This address is too long to exist.' };
  const at = text.lastIndexOf('@');
  const [local, domain] = [text.slice(0, at), domainToASCII(text.slice(at + 1)).toLowerCase()];
  if (at < 1) return { fault: 'An address has a name, an @ and a domain, such as reader@example.org.' };
  if (/[^\x21-\x7e]/.test(local)) return { fault: 'We cannot send to a name with letters beyond ASCII before the @ yet.' };
  if (!atom.test(local)) return { fault: 'The part before the @ may have letters, digits and ! # $ % & \' * + - / = ? ^ _ ` { | } ~, with single dots between.' };
  if (local.length > 64) return { fault: 'The part before the @ may have 64 characters.' };
  const labels = domain.split('.');
  if (labels.length < 2 || !labels.every((one) => one.length <= 63 && label.test(one)) || /^\d+$/.test(labels.at(-1) ?? '')) {
    return { fault: 'The part after the @ is no domain, such as example.org.' };
  }
  const address = `${local}@${domain}`;
  return address.length > 254 ? { fault: 'This address is too long to exist.' } : { address };
}

const dotless = new Set(['gmail.com', 'googlemail.com']);

/** The mailbox behind an address, for limits: who writes one with a new +tag each time is one person all the same. */
export function mailboxOf(address: string): string {
  const [local = '', domain = ''] = address.toLowerCase().split('@');
  const name = local.split('+')[0] ?? '';
  return `${dotless.has(domain) ? name.replaceAll('.', '') : name}@${domain}`;
}
