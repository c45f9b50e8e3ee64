import { ACMClient, DescribeCertificateCommand } from '@aws-sdk/client-acm';
import { isNotThere, later, missing, right } from './check.ts';
import type { Check, Patient } from './check.ts';
import type { Names } from './names.ts';

/** @param edge CloudFront's own name of the stage, once it is deployed */
export async function checkDomain(
  { stage, settings: { edge: kind }, aws: { domain, region } }: Patient,
  edge: string | undefined,
  { cnameOf }: Names,
): Promise<Check[]> {
  if (kind === 'none' || !domain)
    return [right('domain', "none of its own: readers find the feeds under CloudFront's name")];
  const record = `DNS: ${domain.name} CNAME ${edge ?? '<EdgeDomain, an output of the deploy>'}`;
  const leads = (await cnameOf(domain.name)) === edge && edge !== undefined;
  const found = leads
    ? right('domain', `${domain.name} leads to ${edge}`)
    : missing(
        'domain',
        `${domain.name} does not lead to this stage by a CNAME (at a zone's top an ALIAS does it, which cannot be told from here).`,
        record,
      );
  const early = later('domain', `${domain.name} is to lead to CloudFront, whose name the first deploy tells.`);
  return [...(await checkCertificate(stage, domain, region)), edge === undefined ? early : found];
}

async function checkCertificate(
  stage: string,
  { name, certificateArn }: { name: string; certificateArn: string },
  region: string,
): Promise<Check[]> {
  const file = `lib/settings/${stage}.ts`;
  try {
    const { Certificate } = await new ACMClient({ region }).send(
      new DescribeCertificateCommand({ CertificateArn: certificateArn }),
    );
    const { Status, SubjectAlternativeNames = [], DomainValidationOptions = [] } = Certificate ?? {};
    if (!SubjectAlternativeNames.some((subject) => covers(subject, name))) {
      return [
        missing(
          'certificate',
          `It is for ${SubjectAlternativeNames.join(', ')}, not for ${name}.`,
          `aws acm request-certificate --region us-east-1 --validation-method DNS --domain-name ${name}, then ` +
            `aws.domain.certificateArn in ${file}`,
        ),
      ];
    }
    if (Status === 'ISSUED') return [right('certificate', `for ${name}, issued`)];
    return DomainValidationOptions.map(({ ResourceRecord }) =>
      missing(
        'certificate',
        `It is ${Status ?? 'unknown'}: ACM waits for its record.`,
        `DNS: ${ResourceRecord?.Name ?? '?'} CNAME ${ResourceRecord?.Value ?? '?'}`,
      ),
    );
  } catch (error) {
    if (isNotThere(error))
      return [missing('certificate', `The account has no ${certificateArn}.`, `aws.domain.certificateArn in ${file}`)];
    throw error;
  }
}

/** A wildcard stands for one label (RFC 6125, 6.4.3). */
const covers = (subject: string, name: string): boolean =>
  subject === name || (subject.startsWith('*.') && name.split('.').slice(1).join('.') === subject.slice(2));
