/** A bare loop of undici in a process of its own, which signs and posts what deliver does. */
import { Agent } from 'undici';
import { anArticle, anAnnouncedVersion } from '../../test/helpers/records.ts';
import { bareLoop } from '../deliveries.ts';
import { usualHtmlBytes } from '../madePublisher.ts';
import { articleOf } from './rows.ts';

const [url = '', posts = ''] = process.argv.slice(2);
const announcedVersions = Array.from({ length: Number(posts) }, (_, nth) =>
  anAnnouncedVersion(nth + 1, anArticle({ id: articleOf(nth), content: `<p>${'x'.repeat(usualHtmlBytes)}</p>` })),
);
const loop = bareLoop(url, announcedVersions, new Agent({ connections: 10 }));
process.on('message', () => {
  const before = process.cpuUsage();
  void loop().then(() => {
    const { user, system } = process.cpuUsage(before);
    process.send?.({ cpuMicroseconds: user + system });
  });
});
process.send?.('ready');
