/** The environment of every function that sends mail. */
export const mailVariables = [
  'CONFIGURATION_SET',
  'MAIL_FROM',
  'MAIL_REPLY_TO',
  'MAIL_POSTAL_ADDRESS',
  'MAIL_PER_SECOND',
  'MAIL_PER_DAY',
] as const;
export type MailVariable = (typeof mailVariables)[number];
