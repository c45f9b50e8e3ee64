// The elements of the page. Text from outside is only ever set as text.

/** An element with text, class and children. */
export function el(tag, { text, className, ...properties } = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  if (text !== undefined) element.textContent = text;
  if (className) element.className = className;
  element.append(...children);
  return element;
}

let place = 'this Caravan';

/** Says where the buttons act: "the local twin", "stage prod (eu-central-1)". Each question names it. */
export function actsOn(name) {
  place = name;
}

/** The body to send where the person agrees; with `ask` it has their words. Null where they think better of it. */
function agreed(question, body, ask) {
  if (ask === undefined) return window.confirm(`${question}?`) ? body : null;
  const written = window.prompt(`${question}: ${ask.words}`, ask.value ?? '');
  return written?.trim() ? { ...body, [ask.name]: written.trim() } : null;
}

const came = document.getElementById('came');
let going;
const go = () => {
  came.hidden = true;
};
came.addEventListener('click', go);

/** Shows for a minute what came of a button, in a place that stays when the button's card is made anew. */
function tell(question, words, isWell) {
  clearTimeout(going);
  going = setTimeout(go, 60_000);
  came.textContent = `${question}: ${words}`;
  came.className = isWell ? '' : 'bad';
  came.hidden = false;
}

/** Asks the console for something, and tells what came of it. @returns whether it was done, and the console's words */
export async function send(question, path, body) {
  let [words, isWell] = ['The console does not answer.', false];
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    [words, isWell] = [await response.text(), response.ok];
  } catch {
    // it does not answer, as it says
  }
  tell(question, words, isWell);
  return { words, isWell };
}

const why = { name: 'reason', words: 'why?' };

/**
 * A button that asks first, then asks the console for something, and says what came of it, beside itself too.
 * @param about what it does it to, where its card does not say
 * @param ask what the person is to write, and under which name it is sent; `reason` asks why
 */
export function action(text, path, body, { about, tooltip, disabled = false, reason = false, ask } = {}) {
  const said = el('output', { className: 'quiet' });
  const button = el('button', { type: 'button', text, disabled, title: tooltip ?? '' });
  button.addEventListener('click', async () => {
    const question = `${about === undefined ? text : `${text}, ${about},`} on ${place}`;
    const sent = agreed(question, body, reason ? why : ask);
    if (sent === null) return;
    button.disabled = true;
    said.textContent = '…';
    const { words, isWell } = await send(question, path, sent);
    said.textContent = words;
    said.className = isWell ? 'quiet' : 'bad';
    button.disabled = false;
  });
  return [button, said];
}

/** How long from now, in words. */
export function when(milliseconds, now) {
  const seconds = Math.round((milliseconds - now) / 1000);
  const size = Math.abs(seconds);
  if (size < 2) return 'now';
  const amount = inUnits(size);
  return seconds >= 0 ? `in ${amount}` : `${amount} ago`;
}

function inUnits(seconds) {
  if (seconds < 90) return `${seconds} s`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`;
  return seconds < 129600 ? `${Math.round(seconds / 3600)} h` : `${Math.round(seconds / 86400)} d`;
}

/** A time that `age` keeps in words; the clock's own stands in its tooltip. */
export function time(milliseconds) {
  const date = new Date(milliseconds);
  return el('time', { dateTime: date.toISOString(), title: date.toLocaleString() });
}

export function age(now) {
  for (const element of document.querySelectorAll('time'))
    element.textContent = when(Date.parse(element.dateTime), now);
}

/**
 * Brings a container's children in step with a list, and touches only what changed: a button that is about to be
 * pressed stays in place, what was unfolded stays so, and the keyboard's focus stays where it is.
 */
export function keep(container, items, keyOf, build) {
  const keys = new Set(items.map((item) => String(keyOf(item))));
  const standing = new Map();
  for (const child of [...container.children]) {
    if (keys.has(child.dataset.key)) standing.set(child.dataset.key, child);
    else child.remove();
  }
  items.forEach((item, index) => {
    const [key, shows] = [String(keyOf(item)), JSON.stringify(item)];
    let child = standing.get(key);
    if (child?.shows !== shows) {
      const next = Object.assign(build(item), { shows });
      next.dataset.key = key;
      if (child) replace(child, next);
      child = next;
    }
    if (container.children[index] !== child) container.insertBefore(child, container.children[index] ?? null);
  });
}

function replace(before, after) {
  const focusable = (root) => [...root.querySelectorAll('button, summary')];
  const focused = focusable(before).indexOf(document.activeElement);
  for (const [index, details] of after.querySelectorAll('details').entries())
    details.open = before.querySelectorAll('details')[index]?.open ?? false;
  before.replaceWith(after);
  focusable(after)[focused]?.focus();
}
