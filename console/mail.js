// The sections of readers by mail and of their mailbox, and the mail that is opened.
import { action, el, keep, time } from '/elements.js';

const byId = (id) => document.getElementById(id);
const tones = { active: 'good', pending: 'warn', paused: 'warn', suppressed: 'bad', left: 'quiet' };
const fates = { sent: 'warn', delivered: 'good', bounced: 'bad', complained: 'bad', sending: 'warn' };
const days = ['', 'Mondays', 'Tuesdays', 'Wednesdays', 'Thursdays', 'Fridays', 'Saturdays', 'Sundays'];

const hours = ({ frequency, weekday, hour, zone }) =>
  `${frequency === 'weekly' ? days[weekday] : frequency} ${String(hour).padStart(2, '0')}:00 ${zone}`;

function reader({ id, address, status, reason, dueAt, lastDigest, cadence, language }) {
  return el(
    'li',
    {},
    el('b', { text: address, className: `dot ${tones[status]}`, title: id }),
    el('div', { className: 'quiet', text: `${hours(cadence)} · ${language}` }),
    el(
      'div',
      { className: 'quiet' },
      ...(dueAt === undefined ? [status, reason ? `: ${reason}` : ''] : ['next digest ', time(dueAt * 1000)]),
      ...(lastDigest
        ? [
            ` · last with ${lastDigest.stories} ${lastDigest.stories === 1 ? 'story' : 'stories'} `,
            time(Date.parse(lastDigest.at)),
          ]
        : []),
    ),
    el(
      'div',
      { className: 'buttons' },
      ...(status === 'active'
        ? [previewButton(id), ...action('Send the digest now', '/send-digest', { id }, { about: address })]
        : []),
      ...(status === 'suppressed' ? [] : action('Suppress', '/suppress', { id }, { about: address, reason: true })),
    ),
  );
}

function previewButton(id) {
  const button = el('button', {
    type: 'button',
    text: 'Preview',
    title: 'The next digest as it would be now; nothing is sent',
  });
  button.addEventListener('click', () => show(`/previews/${id}`));
  return button;
}

function mail({ id, to, subject, at, kind, fate, kept }) {
  const open = el(
    'button',
    { type: 'button', className: 'mail', disabled: !kept },
    el('b', { text: subject }),
    el('span', { className: 'quiet' }, to, ' · ', time(Date.parse(at))),
  );
  open.addEventListener('click', () => show(`/mails/${id}`));
  return el('li', {}, open, el('span', { className: `tag ${fates[fate] ?? 'quiet'}`, text: fate ?? kind ?? 'mail' }));
}

const dialog = byId('mail');
for (const tab of dialog.querySelectorAll('[role=tab]')) tab.addEventListener('click', () => choose(tab));
byId('mail-close').addEventListener('click', () => dialog.close());
dialog.addEventListener('click', (event) => {
  if (event.target === dialog) dialog.close();
});
dialog.addEventListener('close', () => {
  byId('mail-html').src = 'about:blank';
}); // the next mail must not begin as this one
dialog.addEventListener('keydown', ({ key, target }) => {
  if (target.role !== 'tab' || !['ArrowLeft', 'ArrowRight'].includes(key)) return;
  const tabs = [...dialog.querySelectorAll('[role=tab]')];
  const next = tabs[(tabs.indexOf(target) + (key === 'ArrowRight' ? 1 : tabs.length - 1)) % tabs.length];
  next.focus();
  choose(next);
});

function choose(chosen) {
  for (const tab of dialog.querySelectorAll('[role=tab]')) {
    tab.ariaSelected = String(tab === chosen);
    tab.tabIndex = tab === chosen ? 0 : -1;
    byId(tab.getAttribute('aria-controls')).hidden = tab !== chosen;
  }
}

/** Opens a mail. @param path where its facts are, and with `.html` its page */
async function show(path) {
  const response = await fetch(path);
  const { subject, to, from, text, headers } = response.ok
    ? await response.json()
    : { subject: 'This mail is not kept any more.', to: [], from: '', text: '', headers: '' };
  byId('mail-subject').textContent = subject;
  byId('mail-people').textContent = `${from} → ${to.join(', ')}`;
  byId('mail-html').src = `${path}.html`;
  byId('mail-text').textContent = text;
  byId('mail-headers').textContent = headers;
  choose(byId('tab-html'));
  dialog.showModal();
}

/** Shows the readers, and the newest mails. */
export function showMail({ readers, hidden }, mails) {
  keep(byId('readers'), readers, ({ id }) => id, reader);
  const others = hidden > 0 ? `and ${hidden} or more others: npx caravan subscribers list` : '';
  byId('readers-note').textContent = readers.length === 0 ? 'Nobody reads by mail yet.' : others;
  keep(byId('mails'), mails, ({ id }) => id, mail);
  byId('mails-note').textContent = mails.length === 0 ? 'No mail was sent yet.' : '';
}
