// The section of partners: endpoints, what was sent to them, and the buttons for it.
import { action, el, keep, time } from '/elements.js';

const who = { caravan: 'Caravan', partner: 'its partner', operator: 'an operator' };

function health({ status, disabled, failingSince, lastFailure }) {
  if (status === 'disabled')
    return [
      'bad',
      `Disabled by ${who[disabled?.by] ?? 'nobody'}`,
      ...(disabled ? [' (', time(Date.parse(disabled.at)), `): ${disabled.reason}`] : []),
    ];
  return failingSince === undefined
    ? ['good', 'Healthy']
    : ['bad', 'Failing (began ', time(Date.parse(failingSince)), `): ${lastFailure ?? ''}`];
}

function head({ partner, partnerId, id, url, description, ...endpoint }) {
  const [tone, ...words] = health(endpoint);
  const owner = { partnerId, endpointId: id };
  return el(
    'div',
    { className: 'head' },
    el('b', { text: partner, className: `dot ${tone}` }),
    el('div', { className: 'quiet', text: description ? `${url} · ${description}` : url, title: id }),
    el('div', { className: tone === 'bad' ? 'bad' : 'quiet' }, ...words),
    el('div', { className: 'buttons' }, ...careOf(endpoint, owner, partner)),
  );
}

const accessOf = ({ partnerId }, partner) => [
  ...action(
    'Contact',
    '/partners/contact',
    { partnerId },
    {
      about: `whom a mail tells when a webhook of ${partner} fails`,
      ask: { name: 'contact', words: 'an address, or none.' },
    },
  ),
  ...action('Portal link', '/partners/portal', { partnerId }, { about: `a link of ${partner} that works for 7 days` }),
  ...action('End portal links', '/partners/portal/end', { partnerId }, { about: `every link of ${partner}` }),
];

function careOf({ status, disabled, failingSince, isHub }, owner, partner) {
  const about = `the webhook of ${partner}`;
  const began = disabled?.at ?? failingSince ?? '24h';
  return [
    ...(status === 'disabled'
      ? action('Enable', '/enable', owner, { about })
      : action('Disable', '/disable', owner, { about, reason: true })),
    ...action('Recover', '/recover', owner, {
      about,
      ask: {
        name: 'since',
        words: 'what it wants and has not had, since when? A time with its zone, or 24h, 7d.',
        value: began,
      },
      ...(status === 'disabled'
        ? { disabled: true, tooltip: 'Enable it first' }
        : { tooltip: 'Send what it wants and has not had' }),
    }),
    ...(isHub ? [] : accessOf(owner, partner)),
  ];
}

const tones = { delivered: 'good', pending: 'warn', failed: 'bad', superseded: 'quiet' };
const answerOf = ({ status, error }) => (status === undefined ? (error ?? 'No answer') : `Answered ${status}`);

function attempts({ history, attempts: count, answer }) {
  const last = history.at(-1);
  if (!last) return el('div', { className: 'quiet', text: 'Not tried' });
  const hidden = count - history.length;
  return el(
    'details',
    { className: 'quiet' },
    el(
      'summary',
      {},
      `${count} ${count === 1 ? 'attempt' : 'attempts'} · ${answerOf(last)} · ${last.milliseconds} ms · `,
      time(Date.parse(last.at)),
    ),
    el(
      'ol',
      { className: 'attempts' },
      ...(hidden > 0 ? [el('li', { text: `${hidden} earlier` })] : []),
      ...history.map((attempt) => {
        const at = new Date(attempt.at).toLocaleString([], { dateStyle: 'short', timeStyle: 'medium' });
        return el('li', { text: `${at} · ${answerOf(attempt)} · ${attempt.milliseconds} ms` });
      }),
    ),
    ...(answer
      ? [el('pre', { text: answer, tabIndex: 0, role: 'region', ariaLabel: 'How the last answer began' })]
      : []),
  );
}

function delivery({ partnerId, endpointId, row }) {
  const { articleId, version, title, type, status, reason, dueAt } = row;
  return el(
    'li',
    {},
    el('div', { className: 'title', text: title }),
    el(
      'div',
      { className: 'line' },
      el('span', { className: `tag ${tones[status]}`, text: status }),
      el('span', { className: 'quiet', text: `${type.replace('article.', '')} v${version}` }),
      el(
        'span',
        { className: 'buttons' },
        ...action('Send again', '/replay', { partnerId, endpointId, articleId, version }, { about: `"${title}"` }),
      ),
    ),
    attempts(row),
    ...(dueAt === undefined ? [] : [el('div', { className: 'quiet' }, 'Next try ', time(dueAt * 1000))]),
    ...(reason === undefined ? [] : [el('div', { className: 'quiet', text: reason })]),
  );
}

/** Shows the endpoints, each with its newest deliveries. */
export function showPartners({ endpoints, hidden }) {
  const list = document.getElementById('partners');
  keep(
    list,
    endpoints.map(({ id }) => id),
    (id) => id,
    () => el('li', {}, el('div'), el('ol', { className: 'deliveries' })),
  );
  endpoints.forEach(({ deliveries, ...endpoint }, index) => {
    const [top, sent] = list.children[index].children;
    keep(top, [endpoint], () => 'head', head);
    keep(
      sent,
      deliveries.map((row) => ({ partnerId: endpoint.partnerId, endpointId: endpoint.id, row })),
      ({ row }) => row.seq,
      delivery,
    );
  });
  const others = hidden > 0 ? `and ${hidden} more: npx caravan webhooks list` : '';
  document.getElementById('partners-note').textContent =
    endpoints.length === 0 ? 'No partner listens yet. Make one: npx caravan partners add <name>' : others;
}
