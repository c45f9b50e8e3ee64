#!/usr/bin/env node
// Forwards what a partner would hear by webhook to a server on its own machine, signed in the same way. It pulls, with
// the partner's own key, so that no address of the machine has to be reached from outside. Node 20 or later; nothing to
// install. The address that stands here is filled in as the file is fetched.
import { createHmac, randomBytes } from 'node:crypto';
import { readFileSync, realpathSync, renameSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const servedFrom = '{{publicUrl}}';
const [lookEveryMs, answerWithinMs, mostAtOnce] = [3_000, 15_000, 20];
/** Between tries of one event; the last one for ever. */
const waitsMs = [1_000, 5_000, 15_000, 60_000];

const usage = `Forwards articles to a server on this machine, as webhooks would.

  CARAVAN_KEY=cvn_… node listen.mjs --port 8080

--port <port>       of this machine; or --forward <url> for the whole address
--path <path>       where your server takes webhooks (default: /)
--key <key>         your key; better in CARAVAN_KEY, as a shell keeps what is typed
--secret <whsec_…>  to sign with (or CARAVAN_SECRET; default: one that is made once and shown)
--since <time>      where the first run begins: 2026-12-01T09:00:00Z, 24h, 7d (default: now)
--topic, --source, --language <names>   only these, with commas between, as in GET /v1/articles
--content <what>    summary or full (default: summary, as of a webhook)
--state <file>      where the place is kept (default: .caravan-listen.json)
--url <url>         the API's address (default: where this file was fetched from)

Each event comes in order, until your server answers 2xx: at least once, under the same webhook-id. Ctrl-C ends it; the
next run goes on from there. Comments on articles come by webhooks alone.`;

const options = {
  ...Object.fromEntries(
    ['port', 'forward', 'path', 'key', 'secret', 'since', 'topic', 'source', 'language', 'content', 'state', 'url'].map(
      (name) => [name, { type: 'string' }],
    ),
  ),
  help: { type: 'boolean', short: 'h' },
};

/** A fault that its words explain. */
class Refusal extends Error {}

/** @throws Refusal for what cannot be done as it is asked for */
function settingsFrom(args, env) {
  const { values } = parsed(args);
  if (values.help) return undefined;
  const { key = env.CARAVAN_KEY, url = servedFrom, state = '.caravan-listen.json', content = 'summary' } = values;
  if (!key) throw new Refusal('Your key is missing: put it into CARAVAN_KEY, or give --key.');
  if (!URL.canParse(url)) throw new Refusal('Say where the API is: --url https://…');
  if (content !== 'summary' && content !== 'full') throw new Refusal('--content is summary or full.');
  const secret = values.secret ?? env.CARAVAN_SECRET;
  if (secret !== undefined && !/^whsec_[A-Za-z0-9+/]+=*$/.test(secret))
    throw new Refusal('A secret begins with whsec_, as it was shown when the webhook was made.');
  const { topic, source, language } = values;
  const filter = Object.fromEntries(
    Object.entries({ topic, source, language }).filter(([, value]) => value !== undefined),
  );
  const api = new URL(url).origin;
  return { key, api, state, content, secret, filter, target: targetOf(values), since: sinceOf(values.since) };
}

function parsed(args) {
  try {
    return parseArgs({ args: [...args], options });
  } catch (error) {
    throw new Refusal(`${error.message}\n--help says more.`);
  }
}

function targetOf({ port, forward, path = '/' }) {
  const address = forward ?? (/^\d{1,5}$/.test(port ?? '') ? `http://localhost:${port}` : undefined);
  if (address === undefined || !/^https?:/.test(address) || !URL.canParse(path, address))
    throw new Refusal('Say where your server is: --port 8080, or --forward http://localhost:8080/webhooks.');
  return forward ?? new URL(path, address).href;
}

function sinceOf(text) {
  if (text === undefined) return new Date();
  const [, amount, unit] = /^(\d{1,4})([smhd])$/.exec(text) ?? [];
  const seconds = { s: 1, m: 60, h: 3_600, d: 86_400 }[unit];
  const date = seconds === undefined ? new Date(text) : new Date(Date.now() - amount * seconds * 1_000);
  if (Number.isNaN(date.getTime())) throw new Refusal('--since is a time or how long ago: 2026-12-01T09:00:00Z, 24h.');
  return date;
}

/** The place where the last run ended; a new one where there is none, or it is another question's. */
function placeIn({ state, api, filter, secret, since }, say) {
  const asked = JSON.stringify({ api, filter });
  const made = `whsec_${randomBytes(32).toString('base64')}`;
  let kept = {};
  try {
    kept = JSON.parse(readFileSync(state, 'utf8'));
  } catch (error) {
    if (error.code !== 'ENOENT') throw new Refusal(`${state} cannot be read: delete it, and the next run begins anew.`);
  }
  const isSame = kept.asked === asked && Array.isArray(kept.forwarded);
  if (kept.asked !== undefined && !isSame) say(`${state} is of another address or filter: this run begins anew.`);
  const { cursor, forwarded, since: began } = isSame ? kept : { forwarded: [], since: since.toISOString() };
  return { asked, cursor, since: began, forwarded, secret: secret ?? kept.secret ?? made };
}

/** Whole or not at all: the secret in it is for its owner alone. */
function keep({ state }, place) {
  try {
    writeFileSync(`${state}.new`, `${JSON.stringify(place)}\n`, { mode: 0o600 });
    renameSync(`${state}.new`, state);
  } catch (error) {
    throw new Refusal(`The place cannot be kept in ${state}: ${error.message}`);
  }
}

/** What a webhook would carry: the same body, and signed headers (https://www.standardwebhooks.com). */
function webhookOf({ type, at, data }, { content }, { secret }) {
  const body = JSON.stringify({
    type,
    timestamp: at,
    eventVersion: 1,
    data: content === 'full' ? data : { ...data, content: undefined },
  });
  const id = `msg_listen_${data.id}_${data.version}`;
  const seconds = String(Math.floor(Date.now() / 1_000));
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64');
  const headers = {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': seconds,
    'webhook-signature': `v1,${signature}`,
  };
  return { id, body, headers };
}

/** Posts an event until it is taken. @returns false where the run ends before that */
async function forward(event, settings, place, { say, ends }) {
  for (let tries = 0; !ends.aborted; tries += 1) {
    const { body, headers } = webhookOf(event, settings, place);
    const answer = await fetch(settings.target, {
      method: 'POST',
      headers,
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(answerWithinMs),
    }).catch((error) => ({ ok: false, failure: error.cause?.code ?? error.cause?.message ?? error.message }));
    await answer.body?.cancel();
    const what = `${event.type} "${event.data.title}" v${event.data.version}`;
    if (answer.ok) {
      say(`${answer.status}  ${what}`);
      return true;
    }
    const waitMs = waitsMs[Math.min(tries, waitsMs.length - 1)];
    say(`${answer.status ?? answer.failure}  ${what}: again in ${waitMs / 1_000} s`);
    await sleep(waitMs, undefined, { signal: ends }).catch(() => undefined);
  }
  return false;
}

/** The next part of the list; undefined where nothing came, and it is to be asked for again. */
async function pageAfter({ cursor, since }, { api, key, filter }, { say, ends }) {
  const query = new URLSearchParams({ ...filter, limit: mostAtOnce, ...(cursor ? { cursor } : { since }) });
  let answer;
  try {
    const signal = AbortSignal.any([ends, AbortSignal.timeout(30_000)]);
    answer = await fetch(`${api}/v1/articles?${query}`, { headers: { authorization: `Bearer ${key}` }, signal });
    if (answer.ok) return await answer.json();
  } catch (error) {
    if (!ends.aborted) say(`${api} does not answer (${error.cause?.code ?? error.message}): asked again.`);
    return undefined;
  }
  const { detail = '' } = await answer.json().catch(() => ({}));
  if (answer.status === 429 || answer.status >= 500) {
    say(`${api} answered ${answer.status}: asked again.`);
    await sleep(1_000 * Number(answer.headers.get('retry-after') ?? 5), undefined, { signal: ends }).catch(() => {});
    return undefined;
  }
  throw new Refusal(`${api} answered ${answer.status}: ${detail}`);
}

/** Forwards one part of the list, and keeps the place after each event. */
async function forwardPage({ articles, next }, settings, place, context) {
  for (const event of articles) {
    const name = `${event.data.id}@${event.data.version}`;
    // of what was taken back since, a webhook hears the withdrawal alone
    if (event.data.takenBack || place.forwarded.includes(name)) continue;
    if (!(await forward(event, settings, place, context))) return;
    place.forwarded.push(name);
    keep(settings, place);
  }
  Object.assign(place, { cursor: next, forwarded: [] });
  keep(settings, place);
}

/**
 * Listens until it is told to end.
 * @param args as they are typed
 * @param ends aborted where it is to end: the event under way is finished first
 * @returns the exit code: 2 for what cannot be done as it is asked for
 */
export async function listen(args, { env = process.env, ends, say = console.log } = {}) {
  try {
    const settings = settingsFrom(args, env);
    if (settings === undefined) {
      say(usage);
      return 0;
    }
    const place = placeIn(settings, say);
    keep(settings, place);
    say(`${settings.api} → ${settings.target}, signed with ${place.secret}`);
    while (!ends.aborted) {
      const page = await pageAfter(place, settings, { say, ends });
      if (page) await forwardPage(page, settings, place, { say, ends });
      if (!page?.more) await sleep(lookEveryMs, undefined, { signal: ends }).catch(() => undefined);
    }
    say(`Ended. The place is kept in ${settings.state}: the next run goes on from there.`);
    return 0;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    say(error.message);
    return 2;
  }
}

/** Ctrl-C once ends it in order; twice at once. */
export function untilInterrupted() {
  const ending = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => ending.abort());
  return ending.signal;
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url))
  process.exitCode = await listen(process.argv.slice(2), { ends: untilInterrupted() });
