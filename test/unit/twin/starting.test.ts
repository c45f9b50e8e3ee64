import { openHttp } from '../../../local/http/server.ts';

test('who comes while the twin starts gets a page that loads again, or a 503 for programs', async () => {
  const http = await openHttp(0);
  try {
    const page = await fetch(http.url, { headers: { accept: 'text/html,*/*' } });
    expect([page.status, page.headers.get('retry-after')]).toEqual([503, '2']);
    expect(await page.text()).toContain('<meta http-equiv="refresh" content="2">');
    const program = await fetch(http.url, { headers: { accept: 'application/json' } });
    expect([program.status, await program.json()]).toEqual([503, { message: 'The twin is starting.' }]);
  } finally {
    await http.stop();
  }
});
