import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { newApiKey } from '../../modules/webhooks/partners.ts';
import { instant } from '../../platform/values/time.ts';
import type { TestCaravan } from '../helpers/caravan.ts';

const characters: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

/** The partners' guide as its reader copies from it. */
export const guideOf = {
  /** @returns the programs of the page, by the words that name them */
  async page(caravan: TestCaravan) {
    const page = await (await caravan.get('/v1/docs')).text();
    return {
      sample(label: string): string {
        const found = page.split(`aria-label="${label}"><code>`)[1]?.split('</code>')[0];
        assert.ok(found, `The guide has nothing under "${label}".`);
        return found.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => characters[name] ?? '');
      },
    };
  },

  /** A partner with a key. */
  async partner({ partners }: TestCaravan): Promise<{ key: string }> {
    const [id, createdAt] = ['caspian-times', instant(new Date())];
    const { key, hash } = newApiKey(id);
    await partners.add({ id, name: 'The Caspian Times', keys: [{ hash, createdAt }], createdAt });
    return { key };
  },

  async freePort(): Promise<number> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, 'close');
    return port;
  },
};
