import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { plain, send } from './answer.ts';
import { route, webhookPath } from './routes.ts';
import type { RouteOptions } from './routes.ts';
import { checkSecret } from './secret.ts';
import { openDatabase } from './store/database.ts';
import { openInbox } from './store/inbox.ts';
import { openLibrary } from './store/library.ts';

export interface PartnerSiteOptions {
  /** Where the database is kept. */
  readonly dataDir: string;
  /** 0 takes any that is free. */
  readonly port: number;
  /** The webhook's secret, or a function that gives all that are valid now. */
  readonly secret: string | (() => readonly string[]);
  /** The address to listen on; all of the machine's where it is not given. */
  readonly host?: string;
  readonly log?: (line: string) => void;
}

export interface PartnerSite {
  readonly url: string;
  /** What Caravan is to be told. */
  readonly webhookUrl: string;
  stop(): Promise<void>;
}

/** Starts Silk Road Courier (sample): a news site that Caravan's webhooks fill. */
export async function startPartnerSite({
  dataDir,
  port,
  secret,
  host,
  log = console.log,
}: PartnerSiteOptions): Promise<PartnerSite> {
  if (typeof secret === 'string') checkSecret(secret);
  const secrets = typeof secret === 'string' ? () => [secret] : secret;
  const database = openDatabase(dataDir);
  const options = { secrets, log, inbox: openInbox(database), library: openLibrary(database) };
  const server = createServer({ requestTimeout: 30_000 }, (request, response) => {
    void handle(request, response, options);
  });
  try {
    await once(server.listen(port, host), 'listening');
  } catch (error) {
    database.close();
    throw error;
  }
  const url = `http://${nameOf(host)}:${(server.address() as AddressInfo).port}`;
  return {
    url,
    webhookUrl: `${url}${webhookPath}`,
    stop: async () => {
      const closed = new Promise((resolve) => {
        server.close(resolve);
      });
      server.closeAllConnections();
      await closed;
      if (database.isOpen) database.close();
    },
  };
}

/** What this machine is called in an address. */
function nameOf(host: string | undefined): string {
  if (host === undefined || host === '0.0.0.0' || host === '::') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}

async function handle(request: IncomingMessage, response: ServerResponse, options: RouteOptions): Promise<void> {
  try {
    send(request, response, await route(request, options));
  } catch (error) {
    if (request.destroyed && !request.complete) return; // there is no one left to answer
    options.log(`${request.method} ${request.url} failed: ${error instanceof Error ? error.stack : String(error)}`);
    send(request, response, plain(500, 'Something went wrong here.'));
  }
}
