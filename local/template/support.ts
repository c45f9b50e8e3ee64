import { isObject, type JsonObject, textOf } from './json.ts';
import { runs } from './runningTypes.ts';
import type { Stack } from './stack.ts';

/** Types that have nothing to run: the twin reads them, or they only matter in AWS. */
const nothingToRun = new Set([
  'AWS::IAM::Role',
  'AWS::IAM::Policy',
  'AWS::IAM::ManagedPolicy',
  'AWS::Lambda::Permission',
  'AWS::Lambda::Version',
  'AWS::Lambda::Alias',
  'AWS::Logs::LogGroup',
  'AWS::Logs::ResourcePolicy',
  'AWS::SQS::QueuePolicy',
  'AWS::SNS::TopicPolicy',
  'AWS::ApiGatewayV2::Stage',
  'AWS::KMS::Key',
  'AWS::KMS::Alias',
  'AWS::CDK::Metadata',
  'AWS::Scheduler::ScheduleGroup',
  'AWS::S3::BucketPolicy',
  'AWS::SecretsManager::ResourcePolicy',
]);

/** How the types that are left out are called, and what that means. */
const words: Record<string, string> = {
  'AWS::CloudFront::Distribution': 'CloudFront distribution (requests go straight to the API)',
  'AWS::Logs::MetricFilter': 'metric filters',
  'AWS::S3::Bucket': 'buckets',
  'AWS::Route53::RecordSet': 'DNS records',
  'AWS::CertificateManager::Certificate': 'certificates',
  'AWS::WAFv2::WebACL': 'web firewall',
  'AWS::SecretsManager::RotationSchedule': 'rotation of secrets',
};

const featureWords: readonly { type: string; has: (properties: JsonObject) => boolean; words: string }[] = [
  {
    type: 'AWS::Lambda::Function',
    has: ({ Layers }) => Array.isArray(Layers) && Layers.length > 0,
    words: 'Lambda layers',
  },
  { type: 'AWS::Lambda::Function', has: ({ VpcConfig }) => isObject(VpcConfig), words: 'VPC networking of functions' },
  {
    type: 'AWS::SES::ConfigurationSetEventDestination',
    words: 'mail events to anything but a topic',
    has: ({ EventDestination: destination }) => isObject(destination) && !isObject(destination['SnsDestination']),
  },
  {
    type: 'AWS::SES::ConfigurationSetEventDestination',
    words: 'mail events other than send, delivery, bounce, complaint and rendering failure',
    has: ({ EventDestination: destination }) =>
      isObject(destination) &&
      Array.isArray(destination['MatchingEventTypes']) &&
      destination['MatchingEventTypes'].some(
        (type) => !/^(send|delivery|bounce|complaint|renderingFailure)$/i.test(textOf(type)),
      ),
  },
  {
    type: 'AWS::Events::Rule',
    has: ({ EventPattern }) => EventPattern !== undefined,
    words: 'rules on event patterns',
  },
];

/** The parts of the stack that the twin cannot run, in words for the person who starts it. */
export function notRun(stack: Stack): string[] {
  const found = new Set<string>();
  for (const { type, properties } of stack.resources) {
    if (runs(type))
      for (const feature of featureWords) {
        if (feature.type === type && feature.has(properties)) found.add(feature.words);
      }
    else if (!nothingToRun.has(type)) found.add(words[type] ?? type);
  }
  return [...found].sort();
}
