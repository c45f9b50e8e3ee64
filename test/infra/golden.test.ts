import { template } from './prodTemplate.ts';

/**
 * Every change of the system's description is seen in review. Meant? `npm run jest -- test/infra -u` writes it anew.
 */
test('the template of prod, with all that is a setting, is the golden one, asset hashes aside', () => {
  const text = JSON.stringify(template.toJSON());
  expect(JSON.parse(text.replace(/[0-9a-f]{64}/g, '<asset hash>'))).toMatchSnapshot();
});
