import { domainToASCII } from 'node:url';
import { addressFaults } from '../locales/en.ts';
import type { AddressFault } from '../locales/messages.ts';

/** One address that SES can send to, as RFC 5321 writes it, or its fault: by name, and in English. */
export type ParsedAddress = { readonly address: string } | { readonly kind: AddressFault; readonly fault: string };

const atom = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/i;
const label = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;

/**
 * Reads an address that a person typed. Quoted names, comments, lists and literal addresses, which RFC 5322 allows and
 * people do not have, are refused: they are how headers are forged and filters passed by. A domain of another script
 * becomes its ASCII form (RFC 5891).
 */
export function parseAddress(typed: string): ParsedAddress {
  const text = typed.trim();
  if (text === '') return refused('missing');
  if (/[\s\p{C}]/u.test(text)) return refused('unseen');
  if (text.length > 320) return refused('tooLong');
  const at = text.lastIndexOf('@');
  if (at < 1) return refused('shape');
  const local = text.slice(0, at);
  if (/[^\x21-\x7e]/.test(local)) return refused('beyondAscii');
  if (!atom.test(local)) return refused('local');
  if (local.length > 64) return refused('localTooLong');
  const domain = domainOf(text.slice(at + 1));
  if (domain === undefined) return refused('domain');
  const address = `${local}@${domain}`;
  return address.length > 254 ? refused('tooLong') : { address };
}

const refused = (kind: AddressFault): ParsedAddress => ({ kind, fault: addressFaults[kind] });

function domainOf(typed: string): string | undefined {
  // Node reads a host as a URL has it: what comes after a slash would be cut off, and %61 be an "a".
  if (!/^[\p{L}\p{M}\p{N}.\u3002\uff0e\uff61-]+$/u.test(typed)) return undefined;
  const domain = domainToASCII(typed).toLowerCase();
  const labels = domain.split('.');
  const isName =
    labels.length > 1 &&
    labels.every((one) => one.length <= 63 && label.test(one)) &&
    !/^(\d+|.)$/.test(labels.at(-1) ?? ''); // no top-level domain is a number or one letter
  return isName ? domain : undefined;
}

const dotless = new Set(['gmail.com', 'googlemail.com']);

/** The mailbox behind an address, for limits: who writes one with a new +tag each time is one person all the same. */
export function mailboxOf(address: string): string {
  const [local = '', domain = ''] = address.toLowerCase().split('@');
  const name = local.split('+')[0] ?? '';
  return `${dotless.has(domain) ? name.replaceAll('.', '') : name}@${domain}`;
}
