// The sources: how each does, and the buttons for it.
import { action, el, send, when } from '/elements.js';

const dialog = document.getElementById('source');
const form = dialog.querySelector('form');
const place = document.getElementById('place');
let edited;

/** The card of a source. */
export function source(one, now) {
  const { id, name, status, failures, health, lastOutcome, nextPollAt, notes, url, intervalSeconds } = one;
  const isDue = nextPollAt * 1000 <= now;
  const next = isDue ? 'due now' : `next poll ${when(nextPollAt * 1000, now)}`;
  const every = intervalSeconds === undefined ? [] : [`polled every ${intervalSeconds} s`];
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
      text: [...(health === 'active' ? [] : [health]), ...(status === 'active' ? [next] : []), ...every, ...notes].join(
        ' · ',
      ),
    }),
    el(
      'div',
      { className: 'buttons' },
      ...(status === 'active'
        ? [
            ...action('Poll now', '/sources/poll', { id }, { about: name }),
            ...action('Pause', '/sources/pause', { id }, { about: name }),
          ]
        : action('Resume', '/sources/resume', { id }, { about: name })),
      editButton(one),
      ...action('Remove', '/sources/remove', { id }, { about: name, tooltip: 'Its articles stay' }),
    ),
  );
}

function toneOf({ status, failures, health, lastOutcome }) {
  if (status !== 'active') return 'warn';
  if (failures > 0 || health === 'silent') return 'bad';
  return lastOutcome ? 'good' : 'quiet';
}

function editButton(one) {
  const button = el('button', { type: 'button', text: 'Edit' });
  button.addEventListener('click', () => {
    edited = one;
    document.getElementById('source-title').textContent = `${one.name}, on ${place.textContent}`;
    document.getElementById('source-came').textContent = '';
    for (const [name, value] of Object.entries(valuesOf(one))) form.elements[name].value = value;
    dialog.showModal();
  });
  return button;
}

/** A source's settings as the fields of the form have them. */
const valuesOf = ({ name, url, topics, intervalSeconds, zone, encoding, language, corrections, ...pages }) => ({
  name,
  url,
  topics: topics.join(', '),
  interval: intervalSeconds === undefined ? '' : `${intervalSeconds}s`,
  zone: zone ?? '',
  encoding: encoding ?? '',
  language: language ?? '',
  corrections: corrections ?? '',
  fullText: pages.fullText ? 'on' : 'off',
  summaryOnly: pages.summaryOnly ? 'on' : 'off',
});

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  const came = document.getElementById('source-came');
  const before = valuesOf(edited);
  const changes = Object.fromEntries(
    Object.keys(before)
      .map((name) => [name, form.elements[name].value.trim()])
      .filter(([name, value]) => value !== String(before[name])),
  );
  if (Object.keys(changes).length === 0) {
    came.textContent = 'Nothing is changed yet.';
    return;
  }
  came.textContent = '…';
  const { words, isWell } = await send(`Edit ${edited.name}, on ${place.textContent}`, '/sources/edit', {
    id: edited.id,
    ...changes,
  });
  came.textContent = words;
  came.className = isWell ? 'quiet' : 'bad';
  if (isWell) dialog.close();
});
document.getElementById('source-close').addEventListener('click', () => dialog.close());

document.getElementById('add-source').append(
  ...action(
    'Add a source',
    '/sources/add',
    {},
    {
      ask: { name: 'url', words: 'the address of a feed, or of a site that links one' },
    },
  ),
);
