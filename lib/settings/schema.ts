import * as z from 'zod';

/** What may differ from stage to stage; everything else is the same everywhere. */
export const settingsSchema = z.strictObject({
  /** The publication's name, as readers see it in feeds. */
  title: z.string().min(1),
  /** Where a publisher who wonders about our polls finds us; part of the User-Agent (RFC 9110, 10.1.5). */
  contactUrl: z.url(),
  /** What becomes of tables when a stage is removed. */
  whenRemoved: z.enum(['keep', 'destroy']),
  /** CloudFront before the API; without it readers reach the API itself. */
  edge: z.enum(['cloudfront', 'none']),
  /** Retries and recoveries of webhooks reach back 14 days. */
  articleRetentionDays: z.int().min(15),
  /** Digests, and the mails that confirm a sign-up. */
  mail: z.strictObject({
    /** Who they come from; the address's domain is verified with SES. */
    from: z.strictObject({ name: z.string().regex(/^[^"<>\r\n\\]+$/, 'A name has no quotation marks, angle brackets or new lines.'), address: z.email() }),
    replyTo: z.email(),
    /** In every mail's foot, as the law of many countries asks (such as CAN-SPAM, 15 U.S.C. 7704). */
    postalAddress: z.string().min(1),
    /** What all who send keep together: no more than SES's quota for the account. */
    perSecond: z.number().positive(),
    perDay: z.int().positive(),
  }),
  logRetentionDays: z.union([z.literal(7), z.literal(30), z.literal(90), z.literal(180)]),
  /** Feeds on the machine itself may be polled: for the local twin alone. */
  allowLoopback: z.boolean(),
});
export type Settings = z.infer<typeof settingsSchema>;
