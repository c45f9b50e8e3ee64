import { marshall } from '@aws-sdk/util-dynamodb';
import { announcedVersionKey } from '../../modules/articles/articlesTable.ts';
import { endpointKey } from '../../modules/webhooks/endpointKeys.ts';
import { newSigningSecret, sealerWith, sealSecret } from '../../modules/webhooks/signing.ts';
import { anArticle, anAnnouncedVersion, anEndpoint } from '../../test/helpers/records.ts';
import { usualHtmlBytes } from '../madePublisher.ts';

/** The key of the stack by which the secrets of these endpoints are sealed. */
export const passphrase = 'bench';
/** Who and how many are posted to: as many partners with an endpoint each. */
export const endpointCount = 100;

export const partnerOf = (nth: number): string => `partner-${nth}`;
export const endpointOf = (nth: number): string => `wh_${String(nth).padStart(24, '0')}`;
export const articleOf = (nth: number): string => nth.toString(16).padStart(32, '0');

const marshalled = (row: object) => marshall(row, { removeUndefinedValues: true });
type Row = ReturnType<typeof marshalled>;

/** Every endpoint's row as DynamoDB writes it, by its sort key. */
export function endpointRows(url: string): Map<string, Row> {
  const sealer = sealerWith(passphrase);
  return new Map(
    Array.from({ length: endpointCount }, (_, nth) => {
      const made = anEndpoint({ id: endpointOf(nth), partnerId: partnerOf(nth), url, content: 'full' });
      const key = endpointKey(made.partnerId, made.id);
      return [
        key.sk,
        marshalled({ ...made, secrets: [{ sealed: sealSecret(newSigningSecret(), made, sealer) }], ...key }),
      ] as const;
    }),
  );
}

/** The one version of an article that there is, as a row of DynamoDB. */
export function editionRow(id: string): Row {
  const article = anArticle({ id, content: `<p>${'x'.repeat(usualHtmlBytes)}</p>` });
  return marshalled({ ...anAnnouncedVersion(Number.parseInt(id, 16) + 1, article), ...announcedVersionKey(id, 1) });
}
