import type { Mail } from '../../local/mail/mail.ts';
import type { Twin } from '../../local/twin.ts';

/** The newest mail to an address. */
export function newestMail(twin: Twin, address: string): Mail {
  const mail = twin.mailbox.to(address).at(-1);
  if (!mail) throw new Error(`No mail went to ${address}.`);
  return mail;
}

/** Where a mail's link to a path leads, by its HTML and by its text, which must agree. */
export function linkIn({ html = '', text = '' }: Pick<Mail, 'html' | 'text'>, path: string): string {
  const isThere = (url: string | undefined) => url !== undefined && new URL(url).pathname === path;
  const [linked] = [...html.matchAll(/href="([^"]+)"/g)]
    .map(([, url]) => url?.replaceAll('&amp;', '&'))
    .filter(isThere);
  const [written] = (text.match(/https?:\/\/\S+/g) ?? []).filter(isThere);
  if (linked === undefined || linked !== written)
    throw new Error(
      `The mail leads to ${path} by ${linked ?? 'nothing'} in its HTML and ${written ?? 'nothing'} in its text.`,
    );
  return linked;
}

/** The token of a link. */
export const tokenIn = (link: string): string => new URL(link).searchParams.get('token') ?? '';

/** The fields of a sign-up, as the form sends them. */
export const signUpFields = (more: Readonly<Record<string, string | readonly string[]>> = {}): URLSearchParams => {
  const fields = { frequency: 'daily', weekday: '1', hour: '7', zone: 'Asia/Baku', language: 'en', ...more };
  return new URLSearchParams(
    Object.entries(fields).flatMap(([name, values]) => [values].flat().map((value): [string, string] => [name, value])),
  );
};

/** Sends a form, and does not follow where its answer leads. */
export const sendForm = (url: string, body: NonNullable<RequestInit['body']>): Promise<Response> =>
  fetch(url, { method: 'POST', body, redirect: 'manual' });

/** Presses the button of the page that a link leads to. */
export const press = (link: string, name: string): Promise<Response> =>
  sendForm(link, new URLSearchParams({ token: tokenIn(link), [name]: 'yes' }));

/** Signs an address up, and gives the link of the mail that asks whether it is wanted. */
export async function askedLink(
  twin: Twin,
  address: string,
  more: Parameters<typeof signUpFields>[0] = {},
): Promise<string> {
  const { status } = await sendForm(`${twin.url}/subscribe`, signUpFields({ address, ...more }));
  if (status !== 303) throw new Error(`The sign-up was answered with ${status}.`);
  await twin.idle();
  return linkIn(newestMail(twin, address), '/subscribe/confirm');
}
