import type { Words } from './words.ts';

export const en: Words = {
  ask: {
    subject: (publication) => `Please confirm: ${publication} by mail`,
    title: 'One step is left',
    text: (publication) => `Somebody, most likely you, asked for digests from ${publication} to this address.`,
    button: 'Confirm',
    opens:
      'This opens a page with a button; only when you press it do the digests begin. The link works for three days.',
    notYou: 'It was not you? Then do nothing: no digest comes, and your address is forgotten within a week.',
  },
  already: {
    subject: (publication) => `You get ${publication} by mail already`,
    title: 'You are subscribed already',
    text: (publication) =>
      `Somebody, most likely you, asked for digests from ${publication} to this address once more. They come ` +
      'already, and nothing has changed.',
    change: 'Change what comes and when',
    leave: 'Leave',
    notYou: 'It was not you? Then do nothing: everything stays as it is.',
  },
  copy: 'If the button does nothing, copy this address into your browser:',
};
