// CARAVAN_KEY=cvn_… node pull.mjs: all that was announced since the last run. Once an hour is enough.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const [place, file] = ['{{publicUrl}}/v1/articles?limit=100', 'cursor.txt'];
let cursor = existsSync(file) ? readFileSync(file, 'utf8') : '';

for (let more = true; more;) {
  const answer = await fetch(`${place}${cursor && `&cursor=${cursor}`}`, {
    headers: { authorization: `Bearer ${process.env.CARAVAN_KEY}` },
  });
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
  const page = await answer.json();
  for (const { type, data } of page.articles) {
    if (data.takenBack) continue; // its withdrawal comes later in the list
    console.log(type, data.id, data.version, data.title); // store it, by id and version
  }
  ({ next: cursor, more } = page);
  writeFileSync(file, cursor); // only once all of the page is stored
}
