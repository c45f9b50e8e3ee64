import * as z from 'zod/mini';
import { endPortalLinks, makePortalLink, setContact, usualLinkDays } from '../modules/operations/partnerAccess.ts';
import { partnerIdSchema } from '../modules/webhooks/endpoint.ts';
import type { Action } from './action.ts';

const partnerSchema = z.strictObject({ partnerId: partnerIdSchema });

/** Whom to tell of a partner, and what opens its portal: each button does what its command does. */
export const partnerActions: Readonly<Record<string, Action>> = {
  '/partners/contact': async (body, deployment) => {
    const { partnerId, contact } = z.extend(partnerSchema, { contact: z.string().check(z.maxLength(500)) }).parse(body);
    return (await setContact(deployment, partnerId, contact)).said;
  },
  '/partners/portal': async (body, deployment, now) =>
    (await makePortalLink(deployment, partnerSchema.parse(body).partnerId, usualLinkDays, now)).said,
  '/partners/portal/end': async (body, deployment) =>
    (await endPortalLinks(deployment, partnerSchema.parse(body).partnerId)).said,
};
