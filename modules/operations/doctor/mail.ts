import { GetAccountCommand, GetEmailIdentityCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { isNotThere, later, missing, right } from './check.ts';
import type { Check, Patient } from './check.ts';
import type { Names } from './names.ts';

/**
 * Checks SES: the sandbox, the quota, and the domain.
 * @param isUp whether the stage has been deployed
 */
export async function checkMail(
  { stage, settings: { mail }, aws: { region } }: Patient,
  names: Names,
  isUp: boolean,
): Promise<Check[]> {
  const ses = new SESv2Client({ region });
  const {
    ProductionAccessEnabled,
    SendingEnabled,
    SendQuota: { MaxSendRate = 0, Max24HourSend = 0 } = {},
  } = await ses.send(new GetAccountCommand());
  const console = `https://${region}.console.aws.amazon.com/ses/home?region=${region}#/account`;
  const file = `lib/settings/${stage}.ts`;
  return [
    ProductionAccessEnabled
      ? right('SES', 'the account is out of the sandbox')
      : missing(
          'SES',
          'The account is in the sandbox: mail reaches verified addresses alone, and 200 of them a day.',
          `Request production access: ${console}`,
        ),
    SendingEnabled
      ? right('SES sending', 'is on')
      : missing('SES sending', 'SES has stopped this account.', `Answer its case in the Support Center: ${console}`),
    MaxSendRate >= mail.perSecond && (Max24HourSend < 0 || Max24HourSend >= mail.perDay) // -1: no limit
      ? right('SES quota', `${MaxSendRate} a second and ${Max24HourSend < 0 ? 'no limit' : Max24HourSend} a day`)
      : missing(
          'SES quota',
          `SES lets out ${MaxSendRate} mails a second and ${Max24HourSend} a day; ${file} wants ${mail.perSecond} and ${mail.perDay}.`,
          `Ask for more (Service Quotas, Amazon SES), or lower mail.perSecond and mail.perDay in ${file}`,
        ),
    ...(await checkSender(ses, mail, file, names, isUp)),
  ];
}

async function checkSender(
  ses: SESv2Client,
  { identity, from: { address } }: Patient['settings']['mail'],
  file: string,
  names: Names,
  isUp: boolean,
): Promise<Check[]> {
  const domain = address.slice(address.lastIndexOf('@') + 1);
  const tokens = await ses.send(new GetEmailIdentityCommand({ EmailIdentity: domain })).then(
    ({ VerifiedForSendingStatus, DkimAttributes }) => ({
      isVerified: VerifiedForSendingStatus === true,
      tokens: DkimAttributes?.Tokens ?? [],
    }),
    (error: unknown) => {
      if (isNotThere(error)) return undefined;
      throw error;
    },
  );
  const dmarc = await checkDmarc(domain, names);
  if (tokens === undefined && identity === 'exists')
    return [
      missing(
        'sender',
        `SES does not know ${domain}, and ${file} says that it does.`,
        `mail.identity: 'ours' in ${file}, or verify the domain in SES first`,
      ),
      dmarc,
    ];
  if (tokens === undefined)
    return [
      later('sender', `SES knows ${domain} once the stage is deployed; this then lists the DNS records that it wants.`),
      dmarc,
    ];
  if (identity === 'ours' && !isUp)
    return [
      missing(
        'sender',
        `SES knows ${domain} already, and the deploy would make it: it would fail, and take back all else.`,
        `mail.identity: 'exists' in ${file}`,
      ),
      dmarc,
    ];
  const records = await Promise.all(
    tokens.tokens.map(async (token): Promise<Check> => {
      const [name, target] = [`${token}._domainkey.${domain}`, `${token}.dkim.amazonses.com`];
      return (await names.cnameOf(name)) === target
        ? right('DKIM record', name)
        : missing('DKIM record', `${name} does not lead to SES.`, `DNS: ${name} CNAME ${target}`);
    }),
  );
  const sender = tokens.isVerified
    ? right('sender', `SES may send for ${domain}`)
    : missing(
        'sender',
        `SES does not yet send for ${domain}.`,
        'Add the DKIM records below; SES sees them within hours',
      );
  return [sender, ...records, dmarc];
}

/** Gmail and Yahoo want one of everybody who sends in bulk (RFC 7489). */
async function checkDmarc(domain: string, { textsOf }: Names): Promise<Check> {
  const name = `_dmarc.${domain}`;
  const found = (await textsOf(name)).find((text) => text.startsWith('v=DMARC1'));
  return found === undefined
    ? missing(
        'DMARC record',
        `${name} has none: Gmail and Yahoo refuse bulk mail without it.`,
        `DNS: ${name} TXT "v=DMARC1; p=none; rua=mailto:postmaster@${domain}"`,
      )
    : right('DMARC record', found);
}
