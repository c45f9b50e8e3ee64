/** Where a type's properties go in AWS's API. */
export interface Target {
  /** By its signing name. */
  readonly service: string;
  readonly operation: string;
  /**
   * A property → its place in the operation's input, by dots; `[]` at the end takes each element of a list by itself.
   * Properties that are not named go to the member of their own name.
   */
  readonly places?: Readonly<Record<string, string>>;
  /** The properties that go to this operation, where there are several; all others go to the first. */
  readonly takes?: readonly string[];
}

/**
 * Members that CloudFormation calls by another name, wherever they stand; letters of another case are found without
 * this.
 */
export const otherNames: Readonly<Record<string, string>> = {
  IPV6Enabled: 'IsIPV6Enabled',
  OriginCustomHeaders: 'CustomHeaders',
  SSEEnabled: 'Enabled',
};

const only = (service: string, operation: string, places: Target['places'] = {}): Target[] => [
  { service, operation, places },
];
/** All properties but those become attributes of this name. */
const attributes = (...names: string[]): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, `Attributes.${name}`]));

/** The operations that CloudFormation's types become, for every type of the template. */
export const targets: Readonly<Record<string, readonly Target[]>> = {
  'AWS::SNS::Topic': only('sns', 'CreateTopic', { TopicName: 'Name', ...attributes('DisplayName') }),
  'AWS::SNS::TopicPolicy': only('sns', 'SetTopicAttributes', {
    PolicyDocument: 'AttributeValue',
    Topics: 'TopicArn[]',
  }),
  'AWS::SNS::Subscription': only('sns', 'Subscribe', attributes('RawMessageDelivery')),
  'AWS::Budgets::Budget': only('budgets', 'CreateBudget'),
  'AWS::DynamoDB::Table': [
    ...only('dynamodb', 'CreateTable', {
      ResourcePolicy: 'ResourcePolicy',
      'ResourcePolicy.PolicyDocument': 'ResourcePolicy',
    }),
    { service: 'dynamodb', operation: 'UpdateContinuousBackups', takes: ['PointInTimeRecoverySpecification'] },
    { service: 'dynamodb', operation: 'UpdateTimeToLive', takes: ['TimeToLiveSpecification'] },
  ],
  'AWS::SQS::Queue': only(
    'sqs',
    'CreateQueue',
    attributes(
      'FifoQueue',
      'MessageRetentionPeriod',
      'SqsManagedSseEnabled',
      'DeduplicationScope',
      'FifoThroughputLimit',
      'RedrivePolicy',
      'VisibilityTimeout',
      'DelaySeconds',
      'ReceiveMessageWaitTimeSeconds',
    ),
  ),
  'AWS::SQS::QueuePolicy': only('sqs', 'SetQueueAttributes', {
    PolicyDocument: 'Attributes.Policy',
    Queues: 'QueueUrl[]',
  }),
  'AWS::CloudWatch::Alarm': only('monitoring', 'PutMetricAlarm'),
  'AWS::CloudWatch::CompositeAlarm': only('monitoring', 'PutCompositeAlarm'),
  'AWS::CloudWatch::Dashboard': only('monitoring', 'PutDashboard'),
  'AWS::Logs::LogGroup': [
    ...only('logs', 'CreateLogGroup'),
    { service: 'logs', operation: 'PutRetentionPolicy', takes: ['RetentionInDays'] },
  ],
  'AWS::IAM::Role': [
    ...only('iam', 'CreateRole'),
    {
      service: 'iam',
      operation: 'AttachRolePolicy',
      takes: ['ManagedPolicyArns'],
      places: { ManagedPolicyArns: 'PolicyArn[]' },
    },
  ],
  'AWS::IAM::Policy': only('iam', 'PutRolePolicy', { Roles: 'RoleName[]' }),
  'AWS::Lambda::Function': [
    ...only('lambda', 'CreateFunction'),
    { service: 'lambda', operation: 'PutFunctionRecursionConfig', takes: ['RecursiveLoop'] },
    { service: 'lambda', operation: 'PutFunctionConcurrency', takes: ['ReservedConcurrentExecutions'] },
  ],
  'AWS::Lambda::EventInvokeConfig': only('lambda', 'PutFunctionEventInvokeConfig'),
  'AWS::Lambda::Permission': only('lambda', 'AddPermission'),
  'AWS::Lambda::EventSourceMapping': only('lambda', 'CreateEventSourceMapping'),
  'AWS::Events::Rule': [
    ...only('events', 'PutRule'),
    { service: 'events', operation: 'PutTargets', takes: ['Targets'] },
  ],
  'AWS::ApiGatewayV2::Api': only('apigateway', 'CreateApi'),
  'AWS::ApiGatewayV2::Stage': only('apigateway', 'CreateStage'),
  'AWS::ApiGatewayV2::Integration': only('apigateway', 'CreateIntegration'),
  'AWS::ApiGatewayV2::Route': only('apigateway', 'CreateRoute'),
  'AWS::CloudFront::Distribution': only('cloudfront', 'CreateDistribution'),
  'AWS::CloudFront::Function': only('cloudfront', 'CreateFunction'),
  'AWS::CloudFront::CachePolicy': only('cloudfront', 'CreateCachePolicy'),
  'AWS::CloudFront::OriginRequestPolicy': only('cloudfront', 'CreateOriginRequestPolicy'),
  'AWS::CloudFront::ResponseHeadersPolicy': only('cloudfront', 'CreateResponseHeadersPolicy'),
  'AWS::SecretsManager::Secret': [
    ...only('secretsmanager', 'CreateSecret'),
    {
      service: 'secretsmanager',
      operation: 'GetRandomPassword',
      takes: ['GenerateSecretString'],
      places: { GenerateSecretString: '' },
    },
  ],
  'AWS::WAFv2::WebACL': only('wafv2', 'CreateWebACL'),
  'AWS::SES::EmailIdentity': only('ses', 'CreateEmailIdentity'),
  'AWS::SES::ConfigurationSet': only('ses', 'CreateConfigurationSet', { Name: 'ConfigurationSetName' }),
  'AWS::SES::ConfigurationSetEventDestination': only('ses', 'CreateConfigurationSetEventDestination'),
};

/** The same by service, for the script that writes the facts. */
export const templateOperations: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  [...Map.groupBy(Object.values(targets).flat(), ({ service }) => service)].map(([service, all]) => [
    service,
    all.map(({ operation }) => operation),
  ]),
);
