// The queues, and the dead letters in them.
import { action, el } from '/elements.js';

/** What somebody looks at, by queue: to look takes letters under way, which makes their card anew. */
const looked = new Map();

/** The card of a queue; of dead letters with what can be done with all of them, and with each. */
export function queue({ name, isDead, redrives, waiting, underWay }) {
  const count = waiting + underWay;
  if (isDead && count === 0) looked.delete(name);
  const health = count > 0 ? 'bad' : 'good';
  const text = isDead && count === 0 ? 'empty' : `${waiting} waiting, ${underWay} under way`;
  return el(
    'li',
    {},
    el('b', { text: isDead ? `dead letters ${name}` : name }),
    el('div', { className: `dot ${isDead ? health : 'quiet'}`, text }),
    ...(isDead && count > 0 ? careOf(name, redrives) : []),
  );
}

function careOf(name, redrives) {
  const letters = looked.get(name) ?? el('ol', { className: 'letters' });
  looked.set(name, letters);
  const look = el('button', { type: 'button', text: 'Look' });
  look.addEventListener('click', () => void show(name, redrives, letters));
  return [el('div', { className: 'buttons' }, look, ...buttons(name, redrives, undefined)), letters];
}

/** For one letter, or for all of a queue. */
function buttons(name, redrives, letter) {
  const body = letter === undefined ? { name } : { name, id: letter };
  const about = letter === undefined ? `all dead letters of ${name}` : `letter ${letter.slice(0, 8)} of ${name}`;
  return [
    ...(redrives
      ? action('Redrive', '/dlq/redrive', body, { about, tooltip: 'Send back, once the cause is mended' })
      : []),
    ...action('Drop', '/dlq/drop', body, { about, reason: true }),
  ];
}

async function show(name, redrives, letters) {
  letters.replaceChildren(el('li', { text: '…' }));
  const response = await fetch(`/letters?queue=${encodeURIComponent(name)}`);
  const found = response.ok ? await response.json() : [];
  letters.replaceChildren(
    ...found.map(({ id, sentAt, about, why }) =>
      el(
        'li',
        { title: id },
        el('div', {
          text: Object.entries(about)
            .map(([key, value]) => `${key} ${value}`)
            .join(', '),
        }),
        el('div', { className: 'quiet', text: `${id.slice(0, 8)} · ${sentAt} · ${why}` }),
        el('div', { className: 'buttons' }, ...buttons(name, redrives, id)),
      ),
    ),
    ...(found.length === 0 ? [el('li', { text: 'None can be reached now: they are under way.' })] : []),
  );
}
