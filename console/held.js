// What waits for a person: embargoes that nobody can read, and what editors hold.
import { action, el, keep, time } from '/elements.js';

const unreadEmbargo = ({ id, title, source, embargo }) =>
  el(
    'li',
    {},
    el('b', { text: title }),
    el('div', { className: 'quiet', text: `Source: ${source} · its embargo cannot be read: "${embargo}"` }),
    el('code', { text: `npx caravan articles release ${id}` }),
    el('div', { className: 'buttons' }, ...action('Release', '/articles/release', { id }, { about: `"${title}"` })),
  );

/** Whoever presses a button decides on the text that stands here, and on no later one. */
const onHold = ({ id, what, title, source, since, rule, text, contentHash }) =>
  el(
    'li',
    {},
    el('b', { text: title }),
    el('div', {
      className: 'quiet',
      text: `${what === 'story' ? 'A story' : 'A correction of a story that is out'} · Source: ${source} · by the rule ${rule}`,
    }),
    el('div', { className: 'quiet' }, time(Date.parse(since))),
    el(
      'details',
      {},
      el('summary', { text: 'Read' }),
      el('p', { className: 'story', tabIndex: 0, text: text || 'It has no text.' }),
    ),
    el(
      'div',
      { className: 'buttons' },
      ...action('Approve', '/held/approve', { id, contentHash }, { about: `"${title}"` }),
      ...action('Refuse', '/held/refuse', { id, contentHash }, { about: `"${title}"`, reason: true }),
    ),
  );

const rule = ({ list, kind, value, note, words }) =>
  el(
    'li',
    {},
    el('b', { text: words }),
    el('div', {
      className: 'quiet',
      text: [list === 'holds' ? 'waits for an editor' : 'is not taken in', note].filter(Boolean).join(' · '),
    }),
    el(
      'div',
      { className: 'buttons' },
      ...action('End this rule', '/rules/remove', { list, kind, value }, { about: words }),
    ),
  );

/** The rules of editors, those that hold before those that block. */
export function showRules(rules) {
  keep(document.getElementById('rules'), rules, ({ list, words }) => `${list} ${words}`, rule);
  document.getElementById('rules-section').hidden = rules.length === 0;
}

/** @param held by the console's server, oldest first */
export function showHeld({ unread, stories, more }) {
  const byId = (id) => document.getElementById(id);
  keep(byId('unread'), unread, ({ id }) => id, unreadEmbargo);
  keep(byId('held'), stories, ({ id, contentHash }) => `${id} ${contentHash}`, onHold);
  byId('held-note').textContent = more > 0 ? `${more} more wait behind these.` : '';
  byId('held-section').hidden = unread.length + stories.length === 0;
}
