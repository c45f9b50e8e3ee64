/** Each key of a stage, with its use and with the loss if it is gone. */
export const keys = {
  'endpoint-key': 'Seals the signing secrets of webhook endpoints: without it every partner needs a new secret',
  'reader-key':
    'Signs the links in mails and makes ids of addresses: without it no link works and no reader is known again',
  'push-key':
    'Makes the callbacks of sources, and what their hubs sign with: without it no push is heard until its lease is renewed',
} as const;
export type KeyName = keyof typeof keys;

/** A key's name in SSM's Parameter Store. */
export const keyName = (stage: string, key: KeyName): string => `/caravan/${stage}/${key}`;
