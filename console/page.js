// Shows the state that the console's server pushes. Text from feeds is only ever set as text.
import { action, age, el, keep, time, when } from '/elements.js';
import { showHeld } from '/held.js';
import { showMail } from '/mail.js';
import { showPartners } from '/partners.js';

const byId = (id) => document.getElementById(id);

const fill = (id, children) => byId(id).replaceChildren(...children);
const parts =
  /^(Polling|Publishing|Serving|Delivering|Mailing|SigningUp|Digesting|Commenting|Reconciling|Hub|Weather)(?=[A-Z])/;
const plain = (id) => id.replace(/[0-9A-F]{8}$/, '').replace(parts, '');
const dollars = (value) => (value === undefined ? '–' : `$${value < 0.01 ? value.toPrecision(2) : value.toFixed(2)}`);

function source({ id, name, status, failures, health, lastOutcome, nextPollAt, notes, url }, now) {
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
    el(
      'div',
      { className: 'buttons' },
      ...(status === 'active'
        ? [...action('Poll now', '/sources/poll', { id }), ...action('Pause', '/sources/pause', { id })]
        : action('Resume', '/sources/resume', { id })),
    ),
  );
}

function toneOf({ status, failures, health, lastOutcome }) {
  if (status !== 'active') return 'warn';
  if (failures > 0 || health === 'silent') return 'bad';
  return lastOutcome ? 'good' : 'quiet';
}

function queue({ name, isDead, waiting, underWay }) {
  const count = waiting + underWay;
  const health = count > 0 ? 'bad' : 'good';
  const text = isDead && count === 0 ? 'empty' : `${waiting} waiting, ${underWay} under way`;
  return el(
    'li',
    {},
    el('b', { text: isDead ? `dead letters ${name}` : name }),
    el('div', { className: `dot ${isDead ? health : 'quiet'}`, text }),
    ...(isDead && count > 0
      ? [
          el(
            'div',
            { className: 'buttons' },
            ...action('Redrive', '/dlq/redrive', { name }, { tooltip: 'Send them back, once the cause is mended' }),
            ...action('Drop', '/dlq/drop', { name }, { reason: true }),
          ),
        ]
      : []),
  );
}

const channel = ({ name, paused }) =>
  el(
    'li',
    {},
    el('b', { text: name, className: `dot ${paused ? 'bad' : 'good'}` }),
    el(
      'div',
      { className: 'buttons' },
      ...(paused ? action('Resume', '/channels/resume', { name }) : action('Pause', '/channels/pause', { name })),
    ),
  );

const comment = ({ id, name, text, sentAt }) =>
  el(
    'li',
    {},
    el('b', { text: name }),
    el('div', { className: 'quiet' }, time(Date.parse(sentAt))),
    el('div', { text }),
    el(
      'div',
      { className: 'buttons' },
      ...action('Approve', '/comments/approve', { id }),
      ...action('Reject', '/comments/reject', { id }),
    ),
  );

const finding = ({ what, state, help }) =>
  el(
    'li',
    {},
    el('b', { text: what, className: 'dot bad' }),
    el('div', { className: 'quiet', text: state }),
    ...(help ? [el('code', { text: help })] : []),
  );

const tones = { 'article.published': 'good', 'article.updated': 'warn', 'article.withdrawn': 'bad' };

function article({ id, title, url, source: name, status, version, topics, changedAt, events }) {
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
      text: [`Source: ${name}`, `version ${version}`, status, topics.join(', ')].filter(Boolean).join(' · '),
    }),
    el('div', { className: 'quiet' }, time(Date.parse(changedAt))),
    ...events.map((event) =>
      el('span', {
        className: `tag ${tones[event.type] ?? ''}`,
        text: `${event.type.replace('article.', '')} v${event.version}, ${new Date(event.at).toLocaleTimeString()}`,
      }),
    ),
    el(
      'div',
      { className: 'buttons' },
      ...(status === 'withdrawn'
        ? action('Restore', '/articles/restore', { id })
        : action('Withdraw', '/articles/withdraw', { id }, { reason: true })),
    ),
  );
}

function show(state) {
  const now = Date.parse(state.now);
  showHeld(state.held);
  byId('place').textContent = state.name;
  keep(byId('findings'), state.findings, ({ what }) => what, finding);
  byId('findings-section').hidden = state.findings.length === 0;
  if (state.sources.length > 0)
    keep(
      byId('sources'),
      state.sources,
      ({ id }) => id,
      (one) => source(one, now),
    );
  else fill('sources', [el('li', { text: 'No sources yet. Add one: npx caravan sources add <url>' })]);
  keep(byId('queues'), state.queues, ({ id }) => id, queue);
  keep(byId('channels'), state.channels, ({ name }) => name, channel);
  keep(byId('comments'), state.comments, ({ id }) => id, comment);
  byId('comments-note').textContent = state.comments.length === 0 ? 'No comment waits.' : '';
  if (state.articles.length > 0) keep(byId('articles'), state.articles, ({ id }) => id, article);
  else fill('articles', [el('li', { text: 'No articles yet.' })]);
  showPartners(state.partners);
  showMail(state.readers, state.mails);
  age(now);
  byId('meter-section').hidden = state.meter === undefined;
  byId('spent-section').hidden = state.meter !== undefined;
  if (state.meter) showMeter(state.meter, state.refusals);
  byId('not-run').textContent =
    state.notRun.length > 0 ? `Only in AWS, not in the twin: ${state.notRun.join('; ')}.` : '';
  for (const link of document.querySelectorAll('[data-feed]')) link.href = state.url + link.dataset.feed;
}

function showMeter(meter, refusals) {
  fill(
    'totals',
    [
      ['Spent since the start', dollars(meter.dollars)],
      [`A million polls (from ${meter.polls})`, dollars(meter.perMillionPolls)],
      [`A million article events (from ${meter.announced})`, dollars(meter.perMillionArticles)],
      [`A million deliveries (from ${meter.delivered})`, dollars(meter.perMillionDeliveries)],
      [`A million mails (from ${meter.mailed})`, dollars(meter.perMillionMails)],
      ['Calls refused by IAM', String(refusals)],
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
}

byId('spent-look').addEventListener('click', async () => {
  byId('spent-said').textContent = '…';
  const response = await fetch('/costs');
  const { spent, since } = response.ok ? await response.json() : { spent: [], since: '' };
  const sum = spent.reduce((total, one) => total + one.dollars, 0);
  byId('spent-said').textContent = response.ok ? `${dollars(sum)} ${since}` : 'It cannot be told: see the terminal.';
});

const live = byId('live');
const say = (text, className) => {
  live.textContent = text;
  live.className = className;
};
const stream = new EventSource('/live');
stream.onopen = () => say('live', 'on');
stream.onerror = () => say('connection lost: does the console run?', 'off');
stream.onmessage = ({ data }) => show(JSON.parse(data));
