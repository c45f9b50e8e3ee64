import { join } from 'node:path';
import { startPartnerSite } from './site.ts';

/** Runs the site alone, with its settings from the environment. */
async function main(): Promise<void> {
  const {
    CARAVAN_WEBHOOK_SECRET: secret,
    PORT: port = '4100',
    HOST: host,
    DATA_DIR: dataDir = join(import.meta.dirname, 'data'),
  } = process.env;
  if (!secret)
    throw new Error(
      'CARAVAN_WEBHOOK_SECRET is missing. Caravan shows it once, when the webhook is made: CARAVAN_WEBHOOK_SECRET=whsec_… node main.ts',
    );
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535)
    throw new Error(`PORT must be a number up to 65535, and is ${JSON.stringify(port)}.`);
  const site = await startPartnerSite({ dataDir, port: Number(port), secret, ...(host && { host }) });
  console.log(`Silk Road Courier (sample): ${site.url}\nIts webhook, for Caravan:   ${site.webhookUrl}`);
  for (const signal of ['SIGINT', 'SIGTERM'])
    process.once(signal, () => {
      void site.stop();
    });
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
