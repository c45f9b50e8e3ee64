import { all, functions, resources } from './prodTemplate.ts';

describe('queues', () => {
  test('every queue has a dead-letter queue, or is one', () => {
    const queues = all('AWS::SQS::Queue');
    expect(queues.length).toBeGreaterThan(0);
    for (const [id, { Properties }] of queues) {
      if (!id.includes('DeadLetters')) expect(Properties).toHaveProperty('RedrivePolicy.deadLetterTargetArn');
    }
  });

  test("a queue stays invisible for six times its function's timeout", () => {
    const timeouts = new Map(functions().map(([id, { Timeout }]) => [id, Timeout as number]));
    const mappings = all('AWS::Lambda::EventSourceMapping').filter(
      ([, { Properties }]) => !JSON.stringify(Properties).includes('StreamArn'),
    );
    expect(mappings).toHaveLength(9);
    for (const [, { Properties }] of mappings) {
      const { EventSourceArn, FunctionName } = Properties as unknown as {
        EventSourceArn: { 'Fn::GetAtt': [string] };
        FunctionName: { Ref: string };
      };
      const queue = resources[EventSourceArn['Fn::GetAtt'][0]]?.Properties as unknown as { VisibilityTimeout: number };
      expect(queue.VisibilityTimeout).toBe(6 * (timeouts.get(FunctionName.Ref) ?? NaN));
    }
  });

  test('a FIFO queue that functions work off takes as many calls as its groups bring, not 300 a second', () => {
    const fifo = all('AWS::SQS::Queue').filter(
      ([id, { Properties }]) =>
        !id.includes('DeadLetters') && (Properties as Record<string, unknown>).FifoQueue === true,
    );
    expect(fifo).toHaveLength(3);
    for (const [, { Properties }] of fifo)
      expect(Properties).toMatchObject({
        DeduplicationScope: 'messageGroup',
        FifoThroughputLimit: 'perMessageGroupId',
      });
  });

  test('polls are kept long enough to become dead letters, and not for days, as each is asked for anew', () => {
    const [[, polls] = ['', undefined]] = all('AWS::SQS::Queue').filter(([id]) => /^PollingPolls[0-9A-F]{8}$/.test(id));
    const {
      MessageRetentionPeriod: kept,
      VisibilityTimeout: hidden,
      RedrivePolicy: { maxReceiveCount },
    } = polls!.Properties as unknown as {
      MessageRetentionPeriod: number;
      VisibilityTimeout: number;
      RedrivePolicy: { maxReceiveCount: number };
    };
    expect(kept).toBeGreaterThan(2 * maxReceiveCount * hidden);
    expect(kept).toBeLessThanOrEqual(4 * 3_600);
  });

  test('failures of part of a batch come again alone', () => {
    for (const [, { Properties }] of all('AWS::Lambda::EventSourceMapping'))
      expect(Properties).toMatchObject({ FunctionResponseTypes: ['ReportBatchItemFailures'] });
  });

  test('queues and topics refuse plain HTTP', () => {
    for (const type of ['AWS::SQS::Queue', 'AWS::SNS::Topic']) {
      for (const [id] of all(type)) {
        const policies = all(`${type}Policy`).filter(([, { Properties }]) => JSON.stringify(Properties).includes(id));
        expect(JSON.stringify(policies)).toContain('"aws:SecureTransport":"false"');
      }
    }
  });
});

describe('senders', () => {
  type Statement = {
    Effect: string;
    Principal: { Service?: string };
    Condition?: Record<string, Record<string, unknown>>;
  };
  const policies = [...all('AWS::SQS::QueuePolicy'), ...all('AWS::SNS::TopicPolicy')];

  test.each(policies)('%s lets in services alone, each only on behalf of what it names', (_id, { Properties }) => {
    const { Statement } = (Properties as Record<string, unknown>).PolicyDocument as { Statement: Statement[] };
    for (const { Effect, Principal, Condition = {} } of Statement.filter((statement) => statement.Effect === 'Allow')) {
      expect(Principal.Service).toMatch(/^(sns|events|ses|cloudwatch)\.amazonaws\.com$/);
      expect([Effect, JSON.stringify(Condition)]).toEqual(['Allow', expect.stringMatching(/aws:Source(Arn|Account)/i)]);
    }
  });
});
