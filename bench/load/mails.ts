import type { Mail } from '../../local/mail/mail.ts';
import type { Twin } from '../../local/twin.ts';

/** A digest, as far as it is kept: the ids of the articles that it links, and how many more it mentions. */
export interface Heard {
  readonly articles: readonly string[];
  readonly more: number;
}

export function heardIn({ text = '' }: Pick<Mail, 'text'>): Heard {
  const [, more = '0'] = /^And ([\d,]+) more stor/m.exec(text) ?? [];
  return {
    articles: [...text.matchAll(/^https?:\/\/\S+\/articles\/([^/\s]+)$/gm)].map(([, id = '']) => id),
    more: Number(more.replace(',', '')),
  };
}

/** Collects what readers get, by their address, since the last time that it was taken. */
export function collectMails(twin: Twin) {
  let heard = new Map<string, Heard[]>();
  let count = 0;
  twin.events.on('mail', (mail) => {
    const [address = ''] = mail.to;
    heard.set(address, [...(heard.get(address) ?? []), heardIn(mail)]);
    count += 1;
  });
  return {
    get count(): number {
      return count;
    },
    has: (address: string): boolean => heard.has(address),
    take(): ReadonlyMap<string, readonly Heard[]> {
      const taken = heard;
      heard = new Map();
      count = 0;
      return taken;
    },
  };
}
