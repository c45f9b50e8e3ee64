import { edgeHeader, noEdge, refusedOutsideEdge } from '../../../platform/http/edge.ts';

const of = (told: string | undefined, secret: string) =>
  refusedOutsideEdge({ headers: told === undefined ? {} : { [edgeHeader]: told } }, secret)?.statusCode;

test('who comes by CloudFront is answered', () => expect(of('a-secret', 'a-secret')).toBeUndefined());
test.each([undefined, '', 'a-secret-', 'b-secret', noEdge])('who tells %p is not', (told) =>
  expect(of(told, 'a-secret')).toBe(403),
);
test('without an edge everybody is answered, whatever they tell', () => {
  expect(of(undefined, noEdge)).toBeUndefined();
  expect(of('x', noEdge)).toBeUndefined();
});
test('the refusal tells nothing of the secret, and is not kept', () => {
  const refused = refusedOutsideEdge({ headers: {} }, 'a-secret');
  expect(JSON.stringify(refused)).not.toContain('a-secret');
  expect(refused?.headers).toMatchObject({ 'cache-control': 'no-store' });
});
