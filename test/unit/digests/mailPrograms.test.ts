import { caniemail } from 'caniemail';
import { addressTo } from '../../../modules/digests/content/render.ts';
import { mailLanguages } from '../../../modules/locales/languages.ts';
import { fullIssue, render } from '../../helpers/issues.ts';
import { goesWithout, worksInPart } from './mailPrograms.ts';

/** Where each feature is missing, as caniemail.com knows it, over the digest in all its languages. */
function findings(kind: 'errors' | 'warnings'): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const language of mailLanguages) {
    const { html } = addressTo(render(fullIssue(), language), {
      preferences: 'https://news.example/p',
      unsubscribe: 'https://news.example/u',
    });
    const { issues } = caniemail({ clients: ['gmail.*', 'outlook.*', 'apple-mail.*'], html });
    for (const [client, missing] of issues[kind])
      for (const { title } of missing) found.set(title, (found.get(title) ?? new Set()).add(client));
  }
  return found;
}

const asObject = (found: Map<string, Set<string>>) =>
  Object.fromEntries([...found].toSorted().map(([title, clients]) => [title, [...clients].toSorted()]));

test('what Gmail, Outlook and Apple Mail do not know is known here, with what happens instead', () => {
  expect(asObject(findings('errors'))).toEqual(
    Object.fromEntries(Object.entries(goesWithout).map(([title, { clients }]) => [title, [...clients]])),
  );
});

test('what they know in part is used in the part that they know', () => {
  expect([...findings('warnings').keys()].toSorted()).toEqual(Object.keys(worksInPart).toSorted());
});
