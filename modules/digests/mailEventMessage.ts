import * as z from 'zod/mini';
import { epochSecondsSchema, instantSchema } from '../../platform/values/schema.ts';

const tag = z.optional(z.array(z.string()));

/**
 * SES's event of a mail, sent through a configuration set (Amazon SES Developer Guide, "Examples of event data"), as
 * far as we read it.
 */
export const mailEventSchema = z.pipe(
  z.object({
    eventType: z.string(),
    mail: z.object({
      timestamp: instantSchema,
      messageId: z.string(),
      tags: z.optional(z.object({ subscriber: tag, digest: tag })),
    }),
    bounce: z.optional(z.object({ bounceType: z.string(), bounceSubType: z.string() })),
  }),
  z.transform(({ eventType, mail: { timestamp, messageId, tags = {} }, bounce }) => ({
    type: eventType,
    sentAt: timestamp,
    messageId,
    /** The reader whom the mail was for; none where it is not ours. */
    subscriberId: tags.subscriber?.[0],
    /** Which digest it was; none for a confirmation. */
    dueAt: tags.digest?.[0] === undefined ? undefined : z.parse(epochSecondsSchema, Number(tags.digest[0])),
    bounce,
  })),
);
export type MailEvent = z.infer<typeof mailEventSchema>;
