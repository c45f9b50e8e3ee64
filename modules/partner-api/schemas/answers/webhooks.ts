import * as z from 'zod/mini';
import { annotated, instantText, named } from '../annotated.ts';
import { fields, webhookPath } from '../webhooks.ts';

const shown = {
  id: webhookPath.shape.id,
  ...fields,
  description: z.optional(fields.description),
  ratePerMinute: z.optional(fields.ratePerMinute),
  headerNames: z.optional(
    annotated(z.array(z.string()), 'The names of your own headers. Their values are not shown.', ['X-Api-Key']),
  ),
  status: annotated(z.enum(['enabled', 'disabled']), 'Whether it hears of articles.', 'enabled'),
  disabled: z.optional(
    annotated(
      z.object({ by: z.enum(['caravan', 'partner', 'operator']), reason: z.string(), at: instantText('When.') }),
      'Why it is disabled.',
    ),
  ),
  failingSince: z.optional(
    instantText('When the failures began that no success has ended yet: after five days of them it is disabled.'),
  ),
  lastFailure: z.optional(annotated(z.string(), 'How the last attempt failed.', 'It answered 500.')),
  recovery: z.optional(
    annotated(
      z.object({
        asked: instantText('When it was asked for.'),
        since: instantText('From when on.'),
        found: annotated(z.int(), 'How many deliveries were missing, as far as was looked through.', 26),
        tried: annotated(z.int(), 'How many of them were sent, or tried. It rises in steps.', 26),
        done: annotated(z.boolean(), 'Whether all was looked through, and all that was missing was tried.', true),
      }),
      'The last recovery, and how far it is.',
    ),
  ),
  createdAt: instantText('When it was made.'),
  updatedAt: instantText('When its partner last changed it.'),
  publicKey: z.optional(
    annotated(
      z.string(),
      'Of a `v1a` webhook: what its Ed25519 signatures are checked with.',
      'whpk_3r2Y4x6nN0pY9tq2m0o0n5m2g1m3n4c5b6v7a8s9d0E=',
    ),
  ),
};
export const webhookSchema = named('Webhook', z.object(shown), 'An address that hears of articles.');
export type WebhookView = z.infer<typeof webhookSchema>;

/** An example that is no secret, in the form of one. */
const exampleSecret = 'whsec_VGhpcyBpcyBhbiBleGFtcGxlLCBub3QgYSBzZWNyZXQ'; // "This is an example, not a secret"
const secret = annotated(
  z.string(),
  'What its signatures are checked with. It is shown now and never again: keep it.',
  exampleSecret,
);
export const madeWebhookSchema = named(
  'MadeWebhook',
  z.object({ ...shown, secret }),
  'A webhook, with the secret that is shown once.',
);
export const webhooksSchema = z.object({
  webhooks: annotated(z.array(webhookSchema), 'All of yours, the oldest first.'),
});

export const rotatedSchema = z.object({
  secret,
  publicKey: shown.publicKey,
  previousExpiresAt: instantText('Until then the secret before this one signs too.'),
});

export const triedSchema = z.object({
  delivered: annotated(z.boolean(), 'Whether the answer was 2xx.', true),
  status: z.optional(annotated(z.int(), "The answer's status; none where there was no answer.", 204)),
  milliseconds: annotated(z.int(), 'How long it took.', 120),
  answer: annotated(z.string(), 'How the answer began: 2 kB at most.', ''),
  error: z.optional(
    annotated(
      z.string(),
      'Why there was no answer.',
      'partner.example took longer than 15 s to answer: answer first, and work afterwards.',
    ),
  ),
});
