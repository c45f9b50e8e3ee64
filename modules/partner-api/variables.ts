/** The environment of whoever carries out the API's operations. */
export const apiVariables = [
  'SUBSCRIBERS_TABLE',
  'SOURCES_TABLE',
  'ARTICLES_TABLE',
  'DELIVERIES_TABLE',
  'DELIVERIES_QUEUE_URL',
  'FANOUT_QUEUE_URL',
  'ENDPOINT_KEY_ARN',
  'RETENTION_DAYS',
  'PUBLIC_URL',
  'PUBLICATION_TITLE',
  'USER_AGENT',
  'ALLOW_LOOPBACK',
] as const;
export type ApiVariable = (typeof apiVariables)[number];
