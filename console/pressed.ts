import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import * as z from 'zod/mini';
import { OperatorError } from '../modules/operations/operatorError.ts';
import type { Deployment } from '../modules/operations/deployment.ts';
import { actions } from './actions.ts';
import { ConsoleError } from './consoleError.ts';

export interface Outcome {
  readonly status: number;
  /** In words, for who pressed the button. */
  readonly text: string;
}

/**
 * Does what a button of the page asks for. Any page that the operator has open can send a POST to this machine, and a
 * name of its own can be made to point here: only what comes from the page under one of its own addresses is done.
 */
export async function pressed(
  request: IncomingMessage,
  origins: readonly string[],
  deployment: Deployment,
): Promise<Outcome> {
  const act = actions[request.url ?? ''];
  if (!act) return { status: 404, text: 'Not found. The console is at /.' };
  const { origin = '', 'sec-fetch-site': site = 'same-origin' } = request.headers;
  if (!origins.includes(origin) || site !== 'same-origin')
    return { status: 403, text: "Only the console's own page may ask for this." };
  try {
    const done = await act(JSON.parse(await text(request)), deployment, new Date());
    return { status: 202, text: done ?? 'Asked for.' };
  } catch (error) {
    if (error instanceof ConsoleError || error instanceof OperatorError) return { status: 409, text: error.message };
    if (error instanceof SyntaxError || error instanceof z.core.$ZodError)
      return { status: 400, text: 'That is nothing that the page would ask for: load it again.' };
    console.error(`The console cannot do this: ${String(error)}`);
    return { status: 500, text: 'It failed: see what the terminal prints.' };
  }
}
