import { expect } from '@jest/globals';
import { createHash } from 'node:crypto';
import type { DirectoryEntry } from '../../../modules/articles/listsTable.ts';
import { answerSignUp } from '../../../modules/subscribers/sign-up/answer.ts';
import { pageResponse } from '../../../modules/reader-pages/respond.ts';
import type { SignUpServices } from '../../../modules/subscribers/sign-up/services.ts';
import { isFoundBy, wordsOf } from '../../../platform/values/topic.ts';

export const hostile = '"><script>alert(1)</script><b \'';
const directory: DirectoryEntry[] = [
  { kind: 'topic', slug: hostile, title: hostile },
  ...Array.from({ length: 250 }, (_, index): DirectoryEntry => ({
    kind: 'topic',
    slug: `t${index}`,
    title: `Topic ${index}`,
  })),
  { kind: 'source', slug: 'emn', title: 'Eurasia & Co' },
];
/** The directory as its table answers: the higher a topic's number, the more is written about it. */
const table = {
  some: (kind: string, limit: number) => {
    const entries = directory.filter((entry) => entry.kind === kind);
    return Promise.resolve({ entries: entries.slice(0, limit), complete: entries.length <= limit });
  },
  named: (wanted: readonly { kind: string; slug: string }[]) =>
    Promise.resolve(directory.filter(({ kind, slug }) => wanted.some((one) => one.kind === kind && one.slug === slug))),
  find: (kind: string, text: string, limit: number) =>
    Promise.resolve(
      directory.filter((entry) => entry.kind === kind && isFoundBy(entry.title, wordsOf(text))).slice(0, limit),
    ),
  uses: () =>
    Promise.resolve({
      topic: new Map(Array.from({ length: 250 }, (_, index) => [`t${index}`, index])),
      source: new Map(),
    }),
};
export const services = { directory: table, behindEdge: false, publication: hostile } as unknown as SignUpServices;

/** A request as API Gateway brings it, and the answer as it takes it. */
export async function ask(
  method: string,
  rawPath: string,
  { query = '', body = '', headers = {} }: { query?: string; body?: string; headers?: Record<string, string> } = {},
) {
  const event = {
    rawPath,
    rawQueryString: query,
    headers: { ...(body && { 'content-type': 'application/x-www-form-urlencoded' }), ...headers },
    body,
    isBase64Encoded: false,
    requestContext: { http: { method, sourceIp: '203.0.113.7' } },
  };
  const { reply } = await answerSignUp(event as never, services, new Date('2026-11-01T08:00:00Z'));
  const { statusCode, headers: sent = {}, body: html = '' } = pageResponse(method, reply, services.publication);
  return { status: statusCode, headers: sent, html };
}

export const attributes = (html: string, name: string) =>
  [...html.matchAll(new RegExp(` ${name}="([^"]*)"`, 'g'))].map(([, value]) => value ?? '');

/** What holds of every page. */
export function check(html: string, policy: unknown): void {
  expect(html).not.toMatch(/<script>alert|<b '|undefined|\[object/);
  const ids = attributes(html, 'id');
  expect(new Set(ids).size).toBe(ids.length);
  for (const named of [
    ...attributes(html, 'for'),
    ...attributes(html, 'aria-describedby').flatMap((all) => all.split(' ')),
    ...attributes(html, 'aria-labelledby'),
  ])
    expect(ids).toContain(named);
  for (const anchor of attributes(html, 'href').filter((href) => href.startsWith('#')))
    expect(ids).toContain(anchor.slice(1));
  const inline = (tag: string) =>
    [...html.matchAll(new RegExp(`<${tag}>([^]*?)</${tag}>`, 'g'))].map(
      ([, text]) =>
        `'sha256-${createHash('sha256')
          .update(text ?? '')
          .digest('base64')}'`,
    );
  expect(policy).toContain(`style-src ${inline('style').join(' ')};`);
  for (const script of inline('script')) expect(policy).toContain(`script-src ${script};`);
  expect(policy).toMatch(/^default-src 'none'; .*form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/);
  expect(html).not.toMatch(/ (style|on\w+)=/);
}
