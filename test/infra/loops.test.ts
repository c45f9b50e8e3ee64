import { all, functions } from './prodTemplate.ts';

type Statement = { Action: string | string[]; Resource: unknown };

/**
 * What feeds what: each function's queues and topics by its grants, each queue's functions by mappings, each topic's
 * queues by subscriptions.
 */
const leadsTo = new Map<string, Set<string>>();
const lead = (from: string, to: string): void => {
  leadsTo.set(from, (leadsTo.get(from) ?? new Set()).add(to));
};
const idsIn = (value: unknown): string[] =>
  [...JSON.stringify(value).matchAll(/"(?:Ref|Fn::GetAtt)":\[?"([A-Za-z0-9]+)"/g)].map(([, id = '']) => id);

for (const [id, { Role }] of functions()) {
  const [roleId] = idsIn(Role);
  for (const [, { Properties }] of all('AWS::IAM::Policy')) {
    const { Roles, PolicyDocument } = Properties as unknown as {
      Roles: unknown;
      PolicyDocument: { Statement: Statement[] };
    };
    if (!idsIn(Roles).includes(roleId ?? '')) continue;
    const sends = PolicyDocument.Statement.filter(({ Action }) =>
      [Action].flat().some((action) => /^(sqs:SendMessage|sns:Publish|lambda:InvokeFunction)$/.test(action)),
    );
    for (const to of sends.flatMap(({ Resource }) => idsIn(Resource))) lead(id, to);
  }
}
for (const [, { Properties }] of all('AWS::Lambda::EventSourceMapping')) {
  const { EventSourceArn, FunctionName } = Properties as Record<string, unknown>;
  for (const queue of idsIn(EventSourceArn)) for (const fn of idsIn(FunctionName)) lead(queue, fn);
}
for (const [, { Properties }] of all('AWS::SNS::Subscription')) {
  const { TopicArn, Endpoint } = Properties as Record<string, unknown>;
  for (const topic of idsIn(TopicArn)) for (const to of idsIn(Endpoint)) lead(topic, to);
}

function reaches(from: string, goal: string, seen = new Set<string>()): boolean {
  return [...(leadsTo.get(from) ?? [])].some(
    (next) => next === goal || (!seen.has(next) && reaches(next, goal, seen.add(next))),
  );
}

test('the way of announcements is seen as one', () => {
  const [publish, deliver] = [/^PublishingPublish[0-9A-F]{8}$/, /^DeliveringDeliver[0-9A-F]{8}$/].map(
    (pattern) => functions().find(([id]) => pattern.test(id))?.[0] ?? '',
  );
  expect(reaches(publish!, deliver!)).toBe(true);
});

test(
  'whoever may wake itself, by whatever queues and topics, says that it means to; Lambda would stop it after ' +
    '16 steps. Nobody else says so',
  () => {
    const wakeThemselves = functions()
      .filter(([id]) => reaches(id, id))
      .map(([id]) => id);
    const allowed = functions()
      .filter(([, { RecursiveLoop }]) => RecursiveLoop === 'Allow')
      .map(([id]) => id);
    expect(allowed).toEqual(wakeThemselves);
    expect(allowed.map((id) => id.replace(/[0-9A-F]{8}$/, ''))).toEqual(['DeliveringFanout']);
  },
);
