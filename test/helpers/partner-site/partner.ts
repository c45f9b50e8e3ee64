import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Webhook } from 'standardwebhooks';
import { startPartnerSite } from '../../../examples/partner-site/site.ts';
import type { PartnerSite } from '../../../examples/partner-site/site.ts';

export const secretOf = (seed: number): string => `whsec_${Buffer.alloc(32, seed).toString('base64')}`;
export const secret = secretOf(1);

/** How a message is sent; by default as Caravan sends it, with an id of its own. */
export interface Sending {
  readonly id?: string;
  readonly secret?: string;
  readonly ageSeconds?: number;
  /** What goes over the wire in place of what was signed. */
  readonly sent?: string;
}

/** The sample partner site on a free port, with a folder of its own, and someone who sends it messages. */
export class Partner {
  readonly log: string[] = [];
  secrets: readonly string[] = [secret];
  readonly #dataDir = mkdtempSync(join(tmpdir(), 'partner-site-'));
  #site: PartnerSite | undefined;

  get url(): string {
    return this.#site?.url ?? '';
  }

  async start(): Promise<void> {
    this.#site = await startPartnerSite({
      dataDir: this.#dataDir,
      port: 0,
      host: '127.0.0.1',
      secret: () => this.secrets,
      log: (line) => this.log.push(line),
    });
  }

  async restart(): Promise<void> {
    await this.#site?.stop();
    await this.start();
  }

  async stop(): Promise<void> {
    await this.#site?.stop();
    rmSync(this.#dataDir, { recursive: true, force: true });
  }

  /** Signs and sends a message, and gives the status of the answer. */
  async send(
    message: string | object,
    { id = `msg_${randomUUID()}`, secret: key = secret, ageSeconds = 0, sent }: Sending = {},
  ): Promise<number> {
    const body = typeof message === 'string' ? message : JSON.stringify(message);
    const at = new Date(Date.now() - ageSeconds * 1000);
    const response = await fetch(this.#site?.webhookUrl ?? '', {
      method: 'POST',
      body: sent ?? body,
      headers: {
        'content-type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
        'webhook-signature': new Webhook(key).sign(id, at, body),
      },
    });
    return response.status;
  }

  async get(path: string): Promise<{ status: number; body: string; headers: Headers }> {
    const response = await fetch(`${this.url}${path}`, { redirect: 'manual' });
    return { status: response.status, body: await response.text(), headers: response.headers };
  }
}
