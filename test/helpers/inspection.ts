/** Runs in a browser, as text: names what in a document could run, load or lead, if it were only asked to. */
export const inspection = `
const elements = new Set((
  'script iframe frame frameset object embed applet portal base svg math template noscript noembed noframes xmp ' +
  'plaintext textarea select option input button form isindex dialog link meta style marquee bgsound map area title ' +
  'body html head'
).split(' '));
const addresses = new Set((
  'href src action formaction poster cite background data srcset ping longdesc lowsrc dynsrc xlink:href srcdoc code ' +
  'codebase manifest usemap profile classid archive'
).split(' '));
const attributes = new Set((
  'style id name class is srcdoc srcset ping target autofocus tabindex popover contenteditable nonce download'
).split(' '));
const schemes = new Set(['http:', 'https:', 'mailto:', 'tel:']);
function faultsWithin(root, own = '') {
  const faults = [];
  const known = own === '' ? [] : [...root.querySelectorAll(own)];
  for (const element of root.querySelectorAll('*')) {
    if (known.includes(element)) continue;
    const name = element.localName;
    if (elements.has(name) || name.includes('-') || name.includes(':')) faults.push('the element ' + name);
    for (const { name: attribute, value } of element.attributes) {
      const lower = attribute.toLowerCase();
      if (lower.startsWith('on')) faults.push('the attribute ' + attribute + ' of ' + name);
      if (attributes.has(lower) && own === '')
        faults.push('the attribute ' + attribute + ' of ' + name);
      if (!addresses.has(lower)) continue;
      let scheme = 'none';
      try { scheme = new URL(value, 'https://reader.example/').protocol; } catch {}
      if (!schemes.has(scheme)) faults.push(attribute + '=' + value.slice(0, 60) + ' of ' + name);
    }
  }
  return faults;
}`;

/** Puts HTML where readers' programs put it, reads it anew and again, and names what is wrong with any of it. */
export const readingsOf = `((htmls) => {
${inspection}
const told = [];
const frame = document.body.appendChild(document.createElement('iframe'));
for (const html of htmls) {
  const place = document.createElement('div');
  document.body.append(place);
  place.innerHTML = html;
  const first = place.innerHTML;
  const tell = (how, fault) => told.push({ how, fault, html: html.slice(0, 300) });
  const add = (how, root) => { for (const fault of faultsWithin(root)) tell(how, fault); };
  add('innerHTML', place);
  place.innerHTML = first;
  add('innerHTML, read again', place);
  const second = place.innerHTML;
  place.innerHTML = second;
  add('innerHTML, read a third time', place);
  if (place.innerHTML !== second) tell('innerHTML', 'changes each time it is read');
  const cell = document.createElement('table').insertRow().insertCell();
  document.body.append(cell.closest('table'));
  cell.innerHTML = html;
  add('in a table', cell);
  const fragment = document.body.appendChild(document.createElement('div'));
  fragment.append(document.createRange().createContextualFragment(html));
  add('as a fragment', fragment);
  frame.contentDocument.open();
  frame.contentDocument.write('<!doctype html><body><main>' + html + '</main>');
  frame.contentDocument.close();
  add('document.write', frame.contentDocument.querySelector('main'));
  if (frame.contentDocument.body.children.length !== 1) tell('document.write', 'breaks out of its place');
  for (const element of frame.contentDocument.querySelectorAll('head > :not(style)'))
    tell('document.write', 'is in the head: ' + element.localName);
}
frame.remove();
return told;
})`;

/** Of a feed's XML: whether it can be read, its HTML, and its addresses. */
export const feedOf = `((xml) => {
const document = new DOMParser().parseFromString(xml, 'application/xml');
const error = document.querySelector('parsererror')?.textContent ?? '';
const all = (names) => [...document.querySelectorAll('*')].filter((element) => names.includes(element.nodeName));
const texts = (names) => all(names).map((element) => element.textContent);
return {
  error,
  count: all(['item', 'entry']).length,
  html: [...texts(['content:encoded', 'content']), ...texts(['description']).slice(1)],
  addresses: [
    ...[...document.querySelectorAll('*')]
      .flatMap((element) => ['href', 'url', 'src', 'xmlUrl', 'htmlUrl'].map((name) => element.getAttribute(name)))
      .filter((value) => value !== null),
    ...texts(['link', 'uri', 'icon', 'logo', 'comments']).map((text) => text.trim()).filter((text) => text !== ''),
  ],
};
})`;
