// The articles: what readers were told of each, and the buttons for it.
import { action, el, time } from '/elements.js';

const until = { name: 'until', words: 'until when? A time with its zone: 2026-12-01T09:00+05:00' };
const tones = { 'article.published': 'good', 'article.updated': 'warn', 'article.withdrawn': 'bad' };

/** The card of an article. */
export function article({ id, title, url, source: name, status, version, topics, changedAt, events, pinnedUntil }) {
  const heading =
    url && /^https?:/.test(url)
      ? el('a', { text: title, href: url, rel: 'noopener noreferrer', target: '_blank' })
      : el('a', { text: title });
  return el(
    'li',
    { className: status === 'live' ? '' : 'taken-back' },
    heading,
    el('div', {
      className: 'quiet',
      title: id,
      text: [
        `Source: ${name}`,
        `version ${version}`,
        status,
        topics.join(', '),
        pinnedUntil && `must be read until ${new Date(pinnedUntil).toLocaleString()}`,
      ]
        .filter(Boolean)
        .join(' · '),
    }),
    el('div', { className: 'quiet' }, time(Date.parse(changedAt))),
    ...events.map((event) =>
      el('span', {
        className: `tag ${tones[event.type] ?? ''}`,
        text: `${event.type.replace('article.', '')} v${event.version}, ${new Date(event.at).toLocaleTimeString()}`,
      }),
    ),
    el('div', { className: 'buttons' }, ...buttonsOf({ id, status, pinnedUntil }, `"${title}"`)),
  );
}

function buttonsOf({ id, status, pinnedUntil }, about) {
  if (status === 'withdrawn') return action('Restore', '/articles/restore', { id }, { about });
  return [
    ...action('Withdraw', '/articles/withdraw', { id }, { about, reason: true }),
    ...action('Embargo', '/articles/embargo', { id }, { about, ask: until }),
    ...(status === 'embargoed' ? action('Release', '/articles/release', { id }, { about }) : []),
    ...(status === 'live' ? pinButton({ id, pinnedUntil }, about) : []),
  ];
}

const pinButton = ({ id, pinnedUntil }, about) =>
  pinnedUntil
    ? action('Unpin', '/articles/unpin', { id }, { about })
    : action('Pin', '/articles/pin', { id }, { about, ask: until, tooltip: 'Must read, on the front page' });
