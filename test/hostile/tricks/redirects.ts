/** Where a publisher on the public internet redirects to; `news.example` is itself, and all others lead inside. */
export const redirects: readonly [what: string, location: string][] = [
  ['the loopback', 'http://127.0.0.1/'], ['the loopback in one number', 'http://2130706433/'], ['the loopback in octal', 'http://0177.0.0.1/'], ['the loopback, shortened', 'http://127.1/'], ['without a scheme', '//127.0.0.1/'], ['with backslashes', '\\\\127.0.0.1\\'],
  ['IPv6', 'http://[::1]/'], ['mapped', 'http://[::ffff:127.0.0.1]/'], ['compatible', 'http://[::127.0.0.1]/'], ['NAT64', 'http://[64:ff9b::7f00:1]/'], ['this host', 'http://0.0.0.0/'], ['this host in IPv6', 'http://[::]/'],
  ['a name', 'http://inside.example/'], ['a name in IPv6', 'http://inside6.example/'], ['localhost', 'http://localhost/'], ['over TLS', 'https://inside.example/'], ['metadata', 'http://169.254.169.254/latest/meta-data/iam/security-credentials/'], ['metadata in IPv6', 'http://[fd00:ec2::254]/latest/meta-data/'],
  ['credentials', 'http://news.example@127.0.0.1/'], ['credentials for itself', 'http://user:secret@news.example/'], ['a file', 'file:///etc/passwd'], ['a socket', 'unix:/var/run/docker.sock'], ['gopher', 'gopher://127.0.0.1:70/'], ['data', 'data:text/xml,<rss/>'],
  ['one of its own that redirects inside', '/redirect/0'], ['a tab within', 'http://127.0.\t0.1/'],
];
