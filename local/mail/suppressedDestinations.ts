import type { Call } from '../gateway/call.ts';
import type { SuppressionStore } from '../journal/suppressionStore.ts';
import { type JsonObject, textOf } from '../template/json.ts';
import { accountReasons } from './configurationSets.ts';
import { badRequest, notFound } from './refusal.ts';

type Answer = (call: Call, store: SuppressionStore) => JsonObject;

/** The operations on the account's suppression list, each with its answer. */
export const suppressedDestinations: Readonly<Record<string, Answer>> = {
  PutSuppressedDestination: ({ input: { EmailAddress: address, Reason: reason } }, store) => {
    if (!accountReasons.includes(textOf(reason)))
      throw badRequest(`Reason must be one of ${accountReasons.join(', ')}.`);
    if (textOf(address) === '') throw badRequest('EmailAddress is missing.');
    store.put(textOf(address), textOf(reason));
    return {};
  },
  GetSuppressedDestination: ({ path }, store) => {
    const found = store.find(addressIn(path));
    if (found === undefined) throw missing(addressIn(path));
    return {
      SuppressedDestination: {
        EmailAddress: found.address,
        Reason: found.reason,
        LastUpdateTime: found.at.getTime() / 1000,
      },
    };
  },
  DeleteSuppressedDestination: ({ path }, store) => {
    if (!store.remove(addressIn(path))) throw missing(addressIn(path));
    return {};
  },
};

const addressIn = (path: string): string => decodeURIComponent(path.split('?')[0]?.split('/').at(-1) ?? '');
const missing = (address: string) => notFound(`Email address ${address} does not exist on your suppression list.`);
