// Shows the state that the console's server pushes. Text from feeds is only ever set as text.
import { age, el, when } from '/elements.js';
import { showMail } from '/mail.js';
import { showPartners } from '/partners.js';

const byId = (id) => document.getElementById(id);

const fill = (id, children) => byId(id).replaceChildren(...children);
const plain = (id) =>
  id
    .replace(/[0-9A-F]{8}$/, '')
    .replace(/^(Polling|Publishing|Serving|Delivering|Mailing|SigningUp|Digesting)(?=[A-Z])/, '')
    .replace(/([a-z])([A-Z])/g, '$1 $2');
const dollars = (value) => (value === undefined ? '–' : `$${value < 0.01 ? value.toPrecision(2) : value.toFixed(2)}`);

function source({ name, status, failures, health, lastOutcome, nextPollAt, notes, url }, now) {
  const isDue = nextPollAt * 1000 <= now;
  const next = isDue ? 'due now' : `next poll ${when(nextPollAt * 1000, now)}`;
  return el(
    'li',
    {},
    el('b', { text: name, className: `dot ${toneOf({ status, failures, health, lastOutcome })}`, title: url }),
    el('div', {
      className: 'quiet',
      text: lastOutcome ? `${lastOutcome.words} (${when(Date.parse(lastOutcome.at), now)})` : 'not polled yet',
    }),
    el('div', {
      className: 'quiet',
      text: [...(health === 'active' ? [] : [health]), ...(status === 'active' ? [next] : []), ...notes].join(' · '),
    }),
  );
}

function toneOf({ status, failures, health, lastOutcome }) {
  if (status !== 'active') return 'warn';
  if (failures > 0 || health === 'silent') return 'bad';
  return lastOutcome ? 'good' : 'quiet';
}

function queue({ id, dead, visible, inFlight, delayed }) {
  const count = visible + inFlight + delayed;
  const health = count > 0 ? 'bad' : 'good';
  const className = dead ? health : 'quiet';
  const text = dead && count === 0 ? 'empty' : `${visible} waiting, ${inFlight} under way`;
  return el('li', {}, el('b', { text: plain(id) }), el('div', { className: `dot ${className}`, text }));
}

const tones = { 'article.published': 'good', 'article.updated': 'warn', 'article.withdrawn': 'bad' };

function article({ title, url, source: name, status, version, topics, changedAt, events }, now) {
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
      text: [`Source: ${name}`, `version ${version}`, status, when(Date.parse(changedAt), now), topics.join(', ')]
        .filter(Boolean)
        .join(' · '),
    }),
    ...events.map((event) =>
      el('span', {
        className: `tag ${tones[event.type] ?? ''}`,
        text: `${event.type.replace('article.', '')} v${event.version}, ${new Date(event.at).toLocaleTimeString()}`,
      }),
    ),
  );
}

const heldBack = ({ id, title, source: name, embargo }) =>
  el(
    'li',
    {},
    el('strong', { text: title }),
    el('div', { className: 'quiet', text: `Source: ${name} · its embargo cannot be read: "${embargo}"` }),
    el('code', { text: `npx caravan articles release ${id}` }),
  );

function show(state) {
  const now = Date.parse(state.now);
  fill('held', state.held.map(heldBack));
  byId('held-section').hidden = state.held.length === 0;
  fill(
    'sources',
    state.sources.length > 0
      ? state.sources.map((one) => source(one, now))
      : [el('li', { text: 'No sources yet. Add one: npx caravan sources add <url>' })],
  );
  fill('queues', state.queues.map(queue));
  fill(
    'articles',
    state.articles.length > 0
      ? state.articles.map((one) => article(one, now))
      : [el('li', { text: 'No articles yet.' })],
  );
  showPartners(state.partners);
  showMail(state.readers, state.mails);
  age(now);
  const { meter } = state;
  fill(
    'totals',
    [
      ['Spent since the start', dollars(meter.dollars)],
      [`A million polls (from ${meter.polls})`, dollars(meter.perMillionPolls)],
      [`A million article events (from ${meter.announced})`, dollars(meter.perMillionArticles)],
      [`A million deliveries (from ${meter.delivered})`, dollars(meter.perMillionDeliveries)],
      [`A million mails (from ${meter.mailed})`, dollars(meter.perMillionMails)],
      ['Calls refused by IAM', String(state.refusals)],
    ].flatMap(([term, value]) => [el('dt', { text: term }), el('dd', { text: value })]),
  );
  fill(
    'lines',
    meter.lines.map(({ caller, service, operation, calls, readUnits, writeUnits, dollars: cost }) =>
      el(
        'tr',
        {},
        ...[
          plain(caller),
          `${service} ${operation}`,
          calls,
          Math.round(readUnits * 10) / 10,
          Math.round(writeUnits * 10) / 10,
          (cost * 1e6).toFixed(1),
        ].map((text) => el('td', { text: String(text) })),
      ),
    ),
  );
  byId('not-run').textContent =
    state.notRun.length > 0 ? `Only in AWS, not in the twin: ${state.notRun.join('; ')}.` : '';
  for (const link of document.querySelectorAll('[data-feed]')) link.href = state.url + link.dataset.feed;
}

const live = byId('live');
const say = (text, className) => {
  live.textContent = text;
  live.className = className;
};
const stream = new EventSource('/live');
stream.onopen = () => say('live', 'on');
stream.onerror = () => say('connection lost: does the twin run?', 'off');
stream.onmessage = ({ data }) => show(JSON.parse(data));
