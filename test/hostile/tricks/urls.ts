/** Addresses in which one reader sees another host than the next; every name leads to the loopback. */
export const urlTricks = (scheme: 'http' | 'https', port: number): readonly [what: string, url: string][] => [
  ['a name of the loopback', `${scheme}://localhost:${port}/`], ['in capitals', `${scheme}://LOCALHOST:${port}/`], ['with a dot', `${scheme}://localhost.:${port}/`], ['below it', `${scheme}://feeds.localhost:${port}/`],
  ['a name with a dot at its end', `${scheme}://inside.example.:${port}/`], ['a name in other letters', `${scheme}://ⓘⓝⓢⓘⓓⓔ.example:${port}/`], ['a soft hyphen', `${scheme}://in\u00ADside.example:${port}/`], ['a name in Punycode', `${scheme}://xn--80aswg.example:${port}/`],
  ['a public address as the user', `${scheme}://93.184.215.14@127.0.0.1:${port}/`], ['a public host and port as user and password', `${scheme}://news.example:443@127.0.0.1:${port}/`], ['the loopback as the user', `${scheme}://127.0.0.1:${port}@inside.example/`],
  ['an empty user', `${scheme}://:@127.0.0.1:${port}/`], ['a user with an @', `${scheme}://a%40b:c@inside.example:${port}/`], ['two @', `${scheme}://a@b@127.0.0.1:${port}/`], ['a backslash before @', `${scheme}://127.0.0.1:${port}\\@news.example/`],
  ['a backslash as a slash', `${scheme}:\\\\127.0.0.1:${port}\\`], ['one slash', `${scheme}:/127.0.0.1:${port}/`], ['no slash', `${scheme}:127.0.0.1:${port}/`], ['five slashes', `${scheme}://///127.0.0.1:${port}/`],
  ['a tab within', `ht\ttp${scheme === 'https' ? 's' : ''}://127.0.\t0.1:${port}/`], ['a new line within', `${scheme}://127.0.0\n.1:${port}/`], ['spaces around', `  ${scheme}://127.0.0.1:${port}/ \r\n`], ['a fragment that looks like a host', `${scheme}://127.0.0.1:${port}#@news.example/`],
  ['a query that looks like a host', `${scheme}://127.0.0.1:${port}?@news.example/`], ['zeros before the port', `${scheme}://127.0.0.1:000${port}/`], ['a capital scheme', `${scheme.toUpperCase()}://127.0.0.1:${port}/`],
  ['the port of SSH', `${scheme}://127.0.0.1:22/`], ['the port of SMTP', `${scheme}://inside.example:25/`], ['the port of Redis', `${scheme}://[::1]:6379/`], ['port 0', `${scheme}://127.0.0.1:0/`], ['the last port', `${scheme}://127.0.0.1:65535/`],
];

/** What is no address of the web at all. */
export const noUrls: readonly string[] = [
  '', ' ', '/', '//127.0.0.1/', '127.0.0.1', 'localhost:80', 'http://', 'http://127.0.0.1:65536/', 'http://127.0.0.1:-1/', 'http://127.0.0.1:80:80/', 'http://[::1', 'http://[fe80::1%25lo]/', 'http://[::1%lo]/', 'http://256.0.0.1/', 'http://1.2.3.4.5/', 'http://0x/x y/',
  'http://127.0.0.1\0.news.example/', 'http://a b/', 'file:///etc/passwd', 'file://localhost/etc/passwd', 'ftp://127.0.0.1/', 'gopher://127.0.0.1:70/_x', 'dict://127.0.0.1:11211/', 'ldap://127.0.0.1/', 'data:text/xml,<rss/>', 'blob:http://127.0.0.1/x', 'javascript:fetch("http://127.0.0.1")',
  'unix:/var/run/docker.sock', 'http+unix://%2Fvar%2Frun%2Fdocker.sock/', 'ws://127.0.0.1/', 'wss://127.0.0.1/', 'jar:http://127.0.0.1!/', 'view-source:http://127.0.0.1/', 'about:blank', 'node:fs', 'http:\u0000//127.0.0.1/',
];
