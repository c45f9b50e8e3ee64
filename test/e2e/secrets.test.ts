import { beforeAll, describe, expect, test } from '@jest/globals';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { keyName, keys } from '../../lib/settings/keys.ts';
import type { KeyName } from '../../lib/settings/keys.ts';
import { twinOperator } from '../../modules/operations/operatorClients.ts';
import { synthCaravan } from '../../bin/synth.ts';
import { useCaravan } from '../helpers/caravan.ts';
import { caravanOn } from '../helpers/commandLine.ts';
import { digestTools } from '../helpers/digests.ts';
import { askedLink, linkIn, newestMail, press, tokenIn } from '../helpers/mail.ts';
import { aPartner } from '../helpers/partnerApi.ts';
import { usePublisher } from '../helpers/publisher.ts';
import { useReceiver } from '../helpers/receiver.ts';
import { findSecrets, textsBelow } from '../helpers/secretScan.ts';
import type { Secrets } from '../helpers/secretScan.ts';
import { synthesise } from '../infra/synthesise.ts';

const words = 'The ferry of Turkmenbashi turns round at dusk.';
const broken = 'The gate of the publisher is painted green.';
const address = 'gulnara.reader@baku.example';

const caravan = useCaravan({ mail: { maxSendRate: 500 } });
const publisher = usePublisher();
const receiver = useReceiver();
const logs: string[] = [];
let secrets: Secrets;

/**
 * A morning with everything in it: a story, a partner that refuses at first, a reader who signs up and is told, a
 * source that breaks.
 */
beforeAll(async () => {
  caravan.twin.events.on('log', ({ text }) => {
    logs.push(text);
  });
  const partner = await aPartner(caravan, 'caspian-times');
  const {
    body: { secret },
  } = await partner.call<{ secret: string }>('POST', '/v1/webhooks', {
    body: { url: receiver.url, events: ['article.published'], content: 'full' },
  });
  receiver.secrets.push(secret);
  publisher.items = [
    {
      guid: 'a',
      title: 'A ferry',
      extra: `<content:encoded xmlns:content="http://purl.org/rss/1.0/modules/content/">${words}</content:encoded>`,
    },
  ];
  await caravan.add('emn', publisher.url);
  const confirming = await askedLink(caravan.twin, address);
  await press(confirming, 'confirm');
  const id = (await caravan.readerKey()).idOf(address);
  await caravan.subscribers.change(id, (row) => ({ ...row, readTo: 0 }));
  await digestTools(caravan).sendNow((await caravan.subscribers.get(id))!);
  const unsubscribing = linkIn(newestMail(caravan.twin, address), '/unsubscribe');
  await caravan.get('/v1/articles', { headers: { authorization: `Bearer ${partner.key}x` } });
  publisher.answer = (response) => {
    response.end(`${broken} <this is no feed`);
  };
  await caravan.poll('emn');
  await caravan.twin.idle();

  const parameters = new SSMClient(twinOperator(caravan.twin.endpoint));
  const kept = await Promise.all(
    Object.keys(keys).map(
      async (key) =>
        [
          `the value of ${key}`,
          (
            await parameters.send(
              new GetParameterCommand({ Name: keyName('local', key as KeyName), WithDecryption: true }),
            )
          ).Parameter!.Value!,
        ] as const,
    ),
  );
  secrets = {
    ...Object.fromEntries(kept),
    "a partner's API key": partner.key,
    'a signing secret of an endpoint': secret.replace(/^whs\w+_/, ''),
    "a reader's address": address,
    'a link that confirms': tokenIn(confirming),
    'a link that unsubscribes': tokenIn(unsubscribing),
    'the words of an article': words,
    'the words of a broken document': broken,
  };
});

test('the morning was a busy one', () => {
  expect(receiver.heard).toHaveLength(1);
  expect(logs.length).toBeGreaterThan(10);
  expect(logs.join('\n')).toMatch(/delivery delivered[^]*digest/);
  expect(Object.values(secrets).every((value) => value.length >= 20)).toBe(true);
});

test('no log of any function holds a secret, an address, or an article’s words', () => {
  expect(findSecrets('the logs', logs.join('\n'), secrets)).toEqual([]);
});

test('nor does what an operator is shown, but for what they ask to see', async () => {
  const meant = ["a reader's address in subscribers list", 'the words of a broken document in sources show emn'];
  for (const args of [
    ['status'],
    ['webhooks', 'list'],
    ['partners', 'list'],
    ['sources', 'show', 'emn'],
    ['subscribers', 'list'],
    ['trace', caravan.events[0]!.article.id],
  ]) {
    const { out, err } = await caravanOn(caravan.dataDir, [...args, '--json']);
    expect(findSecrets(args.join(' '), out + err, secrets).filter((one) => !meant.includes(one))).toEqual([]);
  }
});

test('nor the twin’s file, nor templates and bundles of any stage', async () => {
  expect(findSecrets('twin.json', readFileSync(join(caravan.dataDir, 'twin.json'), 'utf8'), secrets)).toEqual([]);
  // The bundles of every stage are those of the twin: test/infra/twice.test.ts says so.
  const files = [...textsBelow(await synthCaravan('local'))];
  expect(files.length).toBeGreaterThan(40);
  for (const stage of ['dev', 'staging', 'prod'])
    files.push([`${stage}.template.json`, JSON.stringify(synthesise(stage).toJSON())]);
  for (const [path, text] of files) {
    expect(findSecrets(path, text, secrets)).toEqual([]);
    if (path.endsWith('.template.json'))
      expect([path, text]).toEqual([path, expect.not.stringMatching(/"SecretString":/)]);
  }
});

describe('the search itself', () => {
  test.each([
    ['as it is', (value: string) => value],
    ['in a link', encodeURIComponent],
    ['in Base64', (value: string) => Buffer.from(value).toString('base64')],
    ['in JSON', (value: string) => JSON.stringify({ value })],
    ['in hexadecimal', (value: string) => Buffer.from(value).toString('hex')],
  ])('finds each secret that is planted %s', (_, plant) => {
    for (const [name, value] of Object.entries(secrets))
      expect(findSecrets('a log', `before ${plant(value)} after`, secrets)).toContain(`${name} in a log`);
  });

  test('finds what is shaped like a secret, whoever’s it is', () => {
    // Put together here, so that this file holds none itself.
    const planted = [
      `AKIA${'A'.repeat(16)}`,
      `-----BEGIN ${'RSA PRIVATE'} KEY-----`,
      `cvn_x_${'a'.repeat(43)}`,
      `whsec_${'a'.repeat(32)}`,
    ];
    for (const text of planted) expect(findSecrets('a bundle', text)).toHaveLength(1);
  });
});
