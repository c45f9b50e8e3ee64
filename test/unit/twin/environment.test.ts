import { settingsOf } from '../../../local/lambda/environment.ts';
import type { Resource } from '../../../local/template/stack.ts';

const fn = (properties: Resource['properties']): Resource => ({
  id: 'Deliver',
  type: 'AWS::Lambda::Function',
  name: 'deliver',
  arn: 'arn',
  ref: 'deliver',
  properties,
});

test('a function has as many workers as the template reserves, or else as the twin is told, or else four', () => {
  expect(settingsOf(fn({ ReservedConcurrentExecutions: 2 }), '/bundle', 12).concurrency).toBe(2);
  expect(settingsOf(fn({}), '/bundle', 12).concurrency).toBe(12);
  expect(settingsOf(fn({}), '/bundle').concurrency).toBe(4);
});
