import {
  DeleteSuppressedDestinationCommand,
  GetSuppressedDestinationCommand,
  NotFoundException,
} from '@aws-sdk/client-sesv2';
import type { SESv2Client } from '@aws-sdk/client-sesv2';

/** Why an address stands on SES's own suppression list for the account; undefined where it does not. */
export async function sesSuppression(ses: SESv2Client, address: string): Promise<string | undefined> {
  const found = await unlessMissing(ses.send(new GetSuppressedDestinationCommand({ EmailAddress: address })));
  return (
    found?.SuppressedDestination &&
    `${found.SuppressedDestination.Reason ?? 'unknown'}, ${found.SuppressedDestination.LastUpdateTime?.toISOString() ?? ''}`
  );
}

/** @returns whether the address stood on it */
export const takeFromSesList = async (ses: SESv2Client, address: string): Promise<boolean> =>
  (await unlessMissing(ses.send(new DeleteSuppressedDestinationCommand({ EmailAddress: address })))) !== undefined;

async function unlessMissing<Answer>(call: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof NotFoundException) return undefined;
    throw error;
  }
}
