// Shows the state that the console's server pushes. Text from feeds is only ever set as text.
import { action, actsOn, age, el, keep, time } from '/elements.js';
import { article } from '/articles.js';
import { showHeld, showRules } from '/held.js';
import { showMail } from '/mail.js';
import { showPartners } from '/partners.js';
import { queue } from '/queues.js';
import { source } from '/sources.js';

const byId = (id) => document.getElementById(id);

const fill = (id, children) => byId(id).replaceChildren(...children);
const dollars = (value) => (value === undefined ? '–' : `$${value < 0.01 ? value.toPrecision(2) : value.toFixed(2)}`);

const channel = ({ name, paused }) =>
  el(
    'li',
    {},
    el('b', { text: name, className: `dot ${paused ? 'bad' : 'good'}` }),
    el(
      'div',
      { className: 'buttons' },
      ...(paused
        ? action('Resume', '/channels/resume', { name }, { about: name })
        : action('Pause', '/channels/pause', { name }, { about: name })),
    ),
  );

const weather = ({ place, at }) =>
  el(
    'li',
    {},
    el('b', { text: place, className: 'dot good' }),
    el('div', { className: 'quiet' }, 'observed ', time(Date.parse(at))),
    el(
      'div',
      { className: 'buttons' },
      ...action('Off', '/weather/off', {}, { about: 'the weather at the head of the pages' }),
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
      ...action('Approve', '/comments/approve', { id }, { about: `the comment of ${name}` }),
      ...action('Reject', '/comments/reject', { id }, { about: `the comment of ${name}` }),
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

function show(state) {
  const now = Date.parse(state.now);
  showHeld(state.held);
  showRules(state.rules);
  byId('place').textContent = state.name;
  actsOn(state.name);
  keep(byId('findings'), state.findings, ({ what }) => what, finding);
  byId('findings-section').hidden = state.findings.length === 0;
  if (state.sources.length > 0)
    keep(
      byId('sources'),
      state.sources,
      ({ id }) => id,
      (one) => source(one, now),
    );
  else fill('sources', [el('li', { text: 'No sources yet.' })]);
  keep(byId('queues'), state.queues, ({ id }) => id, queue);
  keep(byId('channels'), state.channels, ({ name }) => name, channel);
  keep(byId('weather'), state.weather ? [state.weather] : [], ({ place }) => place, weather);
  byId('weather-section').hidden = state.weather === undefined;
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
          caller,
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

const since = {
  name: 'since',
  words: 'since when? A time with its zone, or 24h, 7d.',
  value: '24h',
};
byId('missing').append(
  ...action('Count what is missing', '/reconcile', { dryRun: true }, { ask: since, tooltip: 'Sends nothing' }),
  ...action(
    'Send what is missing',
    '/reconcile',
    { dryRun: false },
    { ask: since, tooltip: 'To webhooks, and readers by mail' },
  ),
  ...['webhooks', 'announcing', 'feeds', 'digests'].flatMap((channel) =>
    action(`Replay ${channel}`, '/replay-channel', { channel }, { ask: since }),
  ),
);

const live = byId('live');
const say = (text, className) => {
  live.textContent = text;
  live.className = className;
};
const stream = new EventSource('/live');
stream.onopen = () => say('live', 'on');
stream.onerror = () => say('connection lost: does the console run?', 'off');
stream.onmessage = ({ data }) => show(JSON.parse(data));
