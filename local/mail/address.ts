/** The plain address of a mailbox: `a@example.com` of `Name <a@example.com>`. */
export const addressOf = (mailbox: string): string => (/<([^<>]*)>\s*$/.exec(mailbox)?.[1] ?? mailbox).trim();

/** The domain of an address, in lower case; empty when it has none. */
export const domainOf = (address: string): string => /@([^@]+)$/.exec(address)?.[1]?.toLowerCase() ?? '';

/** Whether SES would try an address: printable ASCII, and a domain of at least two parts; IDN comes as punycode. */
export const isDeliverable = (address: string): boolean =>
  address.length <= 320 &&
  /^[\x21-\x3b\x3d\x3f-\x7e]{1,64}@([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]{2,63}$/i.test(address);

/** The mailboxes of a header such as To; a quoted name may hold a comma. */
export const mailboxesOf = (header: string): string[] =>
  (header.match(/(?:"(?:\\.|[^"\\])*"|[^,"])+/g) ?? [])
    .map((mailbox) => mailbox.trim())
    .filter((mailbox) => mailbox !== '');
