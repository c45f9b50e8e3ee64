import { plural } from './languages.ts';
import type { AddressFault, ConfirmationMessages, DigestMessages, PageMessages } from './messages.ts';

/** Also for operators, who import readers by the command line. */
export const addressFaults: Readonly<Record<AddressFault, string>> = {
  missing: 'Please enter an email address.',
  unseen: 'An address cannot contain spaces, line breaks or invisible characters.',
  tooLong: 'No email address is this long.',
  shape: 'An address consists of a name, an @ and a domain, such as reader@example.org.',
  beyondAscii: 'We cannot yet send to addresses with letters beyond ASCII before the @.',
  local:
    "The part before the @ may have letters, digits and ! # $ % & ' * + - / = ? ^ _ ` { | } ~, with single dots between them.",
  localTooLong: 'The part before the @ may have at most 64 characters.',
  domain: 'The part after the @ must be a domain, such as example.org.',
};

export const pages: PageMessages = {
  languages: 'This page in other languages',
  subscribe: {
    title: 'The news by email',
    text: 'One email with everything new since the last one, at the hour you choose. If there is nothing new, we send nothing.',
    button: 'Send me the confirmation email',
    promise:
      'First we send you an email with a button, so that nobody but you can sign you up. We use your address for ' +
      'these emails only, and each of them has an unsubscribe link that works at once.',
    again: 'Sign up again',
  },
  sent: {
    title: 'Check your inbox',
    text:
      'We are sending an email to this address, unless it has already had several today or cannot get email from ' +
      'us. Press the button in it within three days, and your digests begin.',
    nothingCame:
      'Nothing after a few minutes? Check your spam folder, and make sure that the address is spelled correctly.',
  },
  form: {
    faults: 'Please correct the following',
    address: 'Your email address',
    addressHint: 'For example: reader@example.org',
    trap: 'Leave this empty',
    what: 'What would you like to read?',
    whatHint:
      'Choose topics, sources or both: you get every article that belongs to at least one of them. Choose none, ' +
      'and you get everything.',
    topics: 'Topics',
    sources: 'Sources',
    find: 'Find others by name',
    search: 'Find',
    mostUsed:
      'These are the ones most written about lately. You can find any other by its name, or by the first letters of a word in it.',
    found: (text) =>
      `Matches for “${text}” are shown below the ones you have ticked. For the usual list, clear the field and press the button.`,
    foundMany: (text) =>
      `There are more matches for “${text}” than fit here. Add another word of the name; the ones you have ticked stay.`,
    notFound: (text) =>
      `Nothing matches “${text}”. Try the first letters of another word; the ones you have ticked stay.`,
    when: 'When should it come?',
    frequency: { daily: 'Every day', weekdays: 'Monday to Friday', weekly: 'Once a week' },
    weekday: 'Day of the week',
    hour: 'Hour',
    zone: 'Time zone',
    regions: {
      Africa: 'Africa',
      America: 'America',
      Antarctica: 'Antarctica',
      Arctic: 'Arctic',
      Asia: 'Asia',
      Atlantic: 'Atlantic Ocean',
      Australia: 'Australia',
      Europe: 'Europe',
      Indian: 'Indian Ocean',
      Pacific: 'Pacific Ocean',
    },
    language: 'Language',
    mailLanguage: 'Language of our own text in the email',
    only: 'Only articles in this language',
    onlyHint: 'Otherwise each article comes in its own language.',
  },
  cadence: {
    daily: 'every day',
    weekdays: 'from Monday to Friday',
    weekly: [
      'every Monday',
      'every Tuesday',
      'every Wednesday',
      'every Thursday',
      'every Friday',
      'every Saturday',
      'every Sunday',
    ],
    at: (days, time, zone) => `A digest ${days} at ${time}, ${zone} time.`,
  },
  confirm: {
    title: 'One more step',
    text: 'This is what you will get:',
    button: 'Yes, send me the digests',
    notYou: 'You did not ask for this? Then close this page: we send nothing, and delete your address within a week.',
    done: { title: 'Welcome!', text: 'You are now subscribed.' },
    already: { title: 'You have already confirmed', text: 'Once is enough: your digests are coming.' },
  },
  preferences: {
    title: 'Your digests',
    saved: 'Saved.',
    next: (when) => `The next one comes on ${when}, if there is news by then.`,
    onItsWay: 'The next one is on its way.',
    button: 'Save',
    change: 'Change what you get and when',
    leave: 'Unsubscribe',
    leaveHint: 'No more digests, from this moment on.',
  },
  leave: {
    title: 'No more digests?',
    text: 'They stop as soon as you press the button.',
    button: 'Unsubscribe',
    done: { title: 'You are unsubscribed', text: 'You get no more digests, not even one that was already on its way.' },
  },
  standing: {
    pending: {
      title: 'Not confirmed yet',
      text: 'Press the button in the email that we sent you, and your digests begin. Lost the email? Sign up again, and we send another.',
    },
    paused: {
      title: 'Your digests are paused',
      text: 'Your mailbox did not accept three of them in a row: is it full? Sign up again, and they resume.',
    },
    suppressed: {
      title: 'We send no email to this address',
      text:
        'An email to it was returned for good, or was reported as spam. Is that a mistake? Reply to one of our ' +
        'emails, and a person will look into it.',
    },
    left: { title: 'You are unsubscribed', text: 'We send no digests to your address.' },
  },
  addressFaults,
  fieldFaults: {
    topics: 'There is no such topic: choose from the list.',
    sources: 'There is no such source: choose from the list.',
    tooMany: 'Choose 50 at most, or none for everything.',
    frequency: 'Choose how often it comes.',
    weekday: 'Choose a day of the week.',
    hour: 'Choose a full hour from 00:00 to 23:00.',
    zone: 'There is no such time zone: choose from the list.',
    language: 'Choose one of the languages.',
  },
  refusals: {
    noToken: {
      title: 'Something is missing from this address',
      text: 'Follow the link in one of our emails: it tells us who you are.',
    },
    forged: {
      title: 'This link is incomplete',
      text: 'Part of it was lost or changed on the way. Press the button in the email again, or copy the whole address.',
    },
    expired: {
      title: 'This link has expired',
      text: 'The link in a more recent email of ours works. If there is none, sign up again.',
    },
    overtaken: {
      title: 'This link is no longer valid',
      text:
        'It was used before, or you have signed up again since. If you have a more recent email from us, follow ' +
        'its link; if not, sign up again.',
    },
    notAsked: {
      title: 'Nothing was done',
      text: 'This request did not say what it wants. Follow the link in one of our emails, and press the button on its page.',
    },
    unreadable: { title: 'The form could not be read', text: 'It arrived damaged. Go back and send it again.' },
    tooLarge: { title: 'That is too much', text: 'A form may have at most 16 kB. Go back and choose less.' },
    noForm: { title: 'That is not a form', text: 'This address takes only the form on its own page.' },
    tooOften: {
      title: 'Too many requests',
      text: 'More than twenty sign-ups came from your network within an hour. Try again in an hour.',
    },
    notFound: {
      title: 'There is no such page',
      text: 'The address is wrong. To get the news by email, start here:',
    },
    notTaken: {
      title: 'That cannot be done here',
      text: 'You can read this page and send its form, and nothing else.',
    },
  },
};

export const confirmations: ConfirmationMessages = {
  ask: {
    subject: (publication) => `Please confirm: ${publication} by email`,
    title: 'One more step',
    text: (publication) => `Someone, most likely you, asked us to send digests from ${publication} to this address.`,
    button: 'Confirm',
    opens: 'This opens a page with a button; your digests begin only when you press it. The link works for three days.',
    notYou: 'It was not you? Then do nothing: no digest comes, and we delete your address within a week.',
  },
  already: {
    subject: (publication) => `You already get ${publication} by email`,
    title: 'You are already subscribed',
    text: (publication) =>
      `Someone, most likely you, asked us once more to send digests from ${publication} to this address. You ` +
      'already get them, and nothing has changed.',
    change: 'Change what you get and when',
    leave: 'Unsubscribe',
    notYou: 'It was not you? Then do nothing: everything stays as it is.',
  },
  copy: 'If the button does not work, copy this address into your browser:',
};

const more = (count: number) => plural('en', count, { one: '# more story', other: '# more stories' });

export const digests: DigestMessages = {
  inBrowser: 'Read in the browser',
  comma: ', ',
  subject: (headline, others) => `${headline} — and ${more(others)}`,
  corrected: 'Corrected',
  alsoFrom: 'Also reported by',
  otherSources: (count) => plural('en', count, { one: '# other', other: '# others' }),
  rest: 'More stories',
  more: (count) => `And ${more(count)}`,
  withdrawn: (count) =>
    plural('en', count, {
      one: '# earlier story has been withdrawn by its publisher.',
      other: '# earlier stories have been withdrawn by their publishers.',
    }),
  why: (publication) => `You get this email because you signed up for ${publication} by email.`,
  preferences: 'Change what you get and when',
  unsubscribe: 'Unsubscribe',
};
