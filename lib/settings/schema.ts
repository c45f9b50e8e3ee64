import * as z from 'zod';

/** What may differ from stage to stage; everything else is the same everywhere. */
export const settingsSchema = z.strictObject({
  /** The publication's name, as readers see it in feeds. */
  title: z.string().min(1),
  /** What becomes of tables when a stage is removed. */
  whenRemoved: z.enum(['keep', 'destroy']),
  /** CloudFront before the API; without it readers reach the API itself. */
  edge: z.enum(['cloudfront', 'none']),
  /** Deliveries wait, and the ledger is kept, for less than 30 days: what they are about is kept as long. */
  articleRetentionDays: z.int().min(30),
  /** What was published longer ago than this when Caravan first sees it is backlog, and no news. */
  backlogHours: z.number().positive(),
  /** Digests, and the mails that confirm a sign-up. */
  mail: z.strictObject({
    /** Who they come from; the address's domain is verified with SES. */
    from: z.strictObject({ name: z.string().regex(/^[^"<>\r\n\\]+$/, 'A name has no quotation marks, angle brackets or new lines.'), address: z.email() }),
    /** Who answers readers, and publishers who wonder about our polls: it stands on the edition's page about itself. */
    replyTo: z.email(),
    /** In every mail's foot, as the law of many countries asks (such as CAN-SPAM, 15 U.S.C. 7704). */
    postalAddress: z.string().min(1),
    /** What all who send keep together: no more than SES's quota for the account. */
    perSecond: z.number().positive(),
    perDay: z.int().positive(),
  }),
  /** Where the stage stands in AWS; the stage local stands nowhere. */
  aws: z.optional(z.strictObject({
    /** Credentials of another account are refused. */
    account: z.string().regex(/^\d{12}$/, 'An AWS account has 12 digits.'),
    /** CloudFront takes its certificate and its firewall from us-east-1 alone, and one stack stands in one region (docs/adr/0011). */
    region: z.literal('us-east-1'),
    /** Who is told of alarms and of costs; they confirm a mail from AWS first. */
    alarmAddress: z.email(),
    /** The whole account's bill, in dollars. */
    budgetDollarsPerMonth: z.number().positive(),
    /** Where readers find the feeds; without it they are under CloudFront's own name. */
    domain: z.optional(z.strictObject({
      name: z.hostname(),
      certificateArn: z.string().regex(/^arn:aws:acm:us-east-1:\d{12}:certificate\/[0-9a-f-]{36}$/, 'CloudFront needs the ARN of an ACM certificate in us-east-1.'),
    })),
    /** Sources to begin with: an OPML file, by its path in this repository. */
    sources: z.optional(z.string().endsWith('.opml')),
  })),
  logRetentionDays: z.union([z.literal(7), z.literal(30), z.literal(90), z.literal(180)]),
  /** Feeds on the machine itself may be polled: for the local twin alone. */
  allowLoopback: z.boolean(),
});
export type Settings = z.infer<typeof settingsSchema>;
