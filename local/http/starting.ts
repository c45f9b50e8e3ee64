import type { IncomingMessage, ServerResponse } from 'node:http';
import { sendMessage } from './response.ts';

const waitSeconds = 2;

const page = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="${waitSeconds}"><title>The twin is starting</title></head>
<body><h1>The twin is starting …</h1><p>This page loads again by itself until it runs.</p></body></html>`;

/** Answers who is too early: a browser with a page that loads again, everybody else with API Gateway's own 503. */
export function sayThatItStarts({ headers: { accept = '' } }: IncomingMessage, response: ServerResponse): void {
  response.setHeader('retry-after', String(waitSeconds));
  if (!accept.includes('text/html')) return sendMessage(response, 503, 'The twin is starting.');
  response.writeHead(503, { 'content-type': 'text/html; charset=utf-8' }).end(page);
}
