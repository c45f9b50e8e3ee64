import * as z from 'zod';
import { editionSettingsSchema } from '../../modules/edition/settings.ts';

const accountSchema = z.string().regex(/^\d{12}$/, 'An AWS account has 12 digits.');

/** The settings in which stages may differ. Everything else is the same in all of them. */
export const settingsSchema = z
  .strictObject({
    /** The publication's name, as readers see it in feeds. */
    title: z.string().min(1),
    /** The public site. */
    edition: editionSettingsSchema,
    /** Whether tables stay when a stage is removed. */
    whenRemoved: z.enum(['keep', 'destroy']),
    /**
     * The stack and its tables refuse to be deleted. Off until the first deploy has succeeded: CloudFormation cannot
     * clear away, nor CDK try again, what failed and is protected. The doctor says when to switch it on.
     */
    protected: z.boolean(),
    /** CloudFront before the API; without it readers reach the API itself. */
    edge: z.enum(['cloudfront', 'none']),
    /** Turns away at CloudFront who asks far too often: $6 a month, and $0.60 for a million requests. */
    firewall: z.boolean(),
    /** The stage's dashboard in CloudWatch: $3 a month. */
    dashboard: z.boolean(),
    /**
     * `few`: what readers notice and nothing else tells; `all`: every part by itself, for whoever looks after it by
     * day. $0.10 a month each.
     */
    alarms: z.enum(['none', 'few', 'all']),
    /**
     * How many of these run at once, at most: both wait for servers of others, and must leave room in the account for
     * those that answer readers (Lambda's quota "Concurrent executions": 1,000, and far fewer in a new account).
     */
    atOnce: z.strictObject({ ingest: z.int().min(2).max(1_000), deliver: z.int().min(2).max(1_000) }),
    /** Deliveries wait, and the ledger is kept, for less than 30 days: what they are about is kept as long. */
    articleRetentionDays: z.int().min(30),
    /** An article that was published longer ago than this when Caravan first sees it is backlog. */
    backlogHours: z.number().positive(),
    /** A story that its publisher rewrites at one poll after the other is announced once in this time. */
    restlessHours: z.number().positive(),
    /** Digests, and the mails that confirm a sign-up. */
    mail: z.strictObject({
      /**
       * Whether the deploy makes the sender's domain known to SES (`ours`), or SES knew it before (`exists`), as it
       * does in an account where SES's own set-up was gone through: what is there already cannot be made. A stage that
       * has made it stays with `ours`.
       */
      identity: z.enum(['ours', 'exists']),
      /** The sender. The address's domain is verified with SES. */
      from: z.strictObject({
        name: z.string().regex(/^[^"<>\r\n\\]+$/, 'A name has no quotation marks, angle brackets or new lines.'),
        address: z.email(),
      }),
      /**
       * The contact for readers and for publishers who wonder about our polls; the edition's page /about names it.
       */
      replyTo: z.email(),
      /** In every mail's foot, as the law of many countries asks (such as CAN-SPAM, 15 U.S.C. 7704). */
      postalAddress: z.string().min(1),
      /** Mails a second, and in any 24 hours, of all functions together. SES's quota for the account is the most. */
      perSecond: z.number().positive(),
      perDay: z.int().positive(),
    }),
    /** Readers' comments under articles, each approved by a person first. */
    comments: z.union([
      z.literal('off'),
      z.strictObject({
        /** The address that is told of comments, and may approve and reject them by buttons in its mails. */
        moderator: z.email(),
        /** An article takes comments for so long after its date. */
        closeAfterDays: z.number().positive(),
      }),
    ]),
    /** Where the stage stands in AWS; the stage local stands nowhere. */
    aws: z.optional(
      z.strictObject({
        /** Credentials of another account are refused. */
        account: accountSchema,
        /**
         * CloudFront takes its certificate and its firewall from us-east-1 alone, and one stack stands in one region
         * (docs/adr/0011).
         */
        region: z.literal('us-east-1'),
        /** The address that gets alarms and cost warnings. Its owner confirms a mail from AWS first. */
        alarmAddress: z.email(),
        /** The whole account's bill, in dollars. */
        budgetDollarsPerMonth: z.number().positive(),
        /** Where readers find the feeds; without it they are under CloudFront's own name. */
        domain: z.optional(
          z.strictObject({
            name: z.hostname(),
            certificateArn: z
              .string()
              .regex(
                /^arn:aws:acm:us-east-1:\d{12}:certificate\/[0-9a-f-]{36}$/,
                'CloudFront needs the ARN of an ACM certificate in us-east-1.',
              ),
          }),
        ),
        /** AWS accounts of partners, whose SQS queues may subscribe to the topic of articles. */
        partnerAccounts: z.optional(z.array(accountSchema)),
        /** Sources to begin with: an OPML file, by its path in this repository. */
        sources: z.optional(z.string().endsWith('.opml')),
      }),
    ),
    logRetentionDays: z.union([z.literal(7), z.literal(30), z.literal(90), z.literal(180)]),
    /** Feeds on the machine itself may be polled: for the local twin alone. */
    allowLoopback: z.boolean(),
  })
  .refine(({ whenRemoved, protected: isProtected }) => whenRemoved === 'keep' || !isProtected, {
    path: ['protected'],
    error: "A stage whose whenRemoved is 'destroy' cannot be protected from it.",
  });
export type Settings = z.infer<typeof settingsSchema>;
