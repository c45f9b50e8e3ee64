import { Problem } from '../../../platform/http/problem.ts';
import type { AnnouncedVersion } from '../../articles/announcedVersions.ts';
import { matches } from '../../articles/filter.ts';
import { announcementOf } from '../../articles/view.ts';
import { withinOf } from '../../webhooks/entitlement.ts';
import type { Partner } from '../../webhooks/partners.ts';

/** @throws Problem 403 where the partner may not have articles in this form */
export function refuseFormat({ entitlement }: Pick<Partner, 'entitlement'>, format: 'json' | 'ninjs'): void {
  const { formats } = entitlement ?? {};
  if (formats === undefined || formats.includes(format)) return;
  throw new Problem(
    403,
    `You may have articles as ${formats.join(' or ')} alone, and not as ${format}: say so with "format", ` +
      'or ask the operator.',
  );
}

/** @throws Problem 410 where the article is not among what the partner may have now */
export function refuseUnentitled({ entitlement }: Partner, { event }: AnnouncedVersion, now: Date): void {
  if (!matches(withinOf(entitlement, now) ?? {}, announcementOf(event)))
    throw new Problem(410, 'The article is not among what you may have: take it off your site, or ask the operator.');
}

/** A version with no more of it than the partner may have. */
export const asEntitled = <Version extends Pick<AnnouncedVersion, 'content'>>(
  { entitlement }: Pick<Partner, 'entitlement'>,
  announcedVersion: Version,
): Version => (entitlement?.noFullText ? { ...announcedVersion, content: undefined } : announcedVersion);
