import { addressFaults } from '../../address.ts';
import type { Words } from './words.ts';

export const en: Words = {
  languages: 'This page in other languages',
  subscribe: {
    title: 'The news by mail',
    text: 'One mail with all that is new since the last, at the hour you choose. When there is nothing new, no mail comes.',
    button: 'Send me the mail to confirm',
    promise:
      'First we send one mail with a button, so that nobody can sign you up but yourself. Your address serves ' +
      'for these mails alone, and every one of them has a way out that works at once.',
    again: 'Sign up again',
  },
  sent: {
    title: 'Look into your mail',
    text:
      'A mail goes to this address, unless it has had several today or may get none from us. Press the button ' +
      'in it within three days, and your digests begin.',
    nothingCame:
      'Nothing there after a few minutes? Look into the spam folder, and see whether the address was typed right.',
  },
  form: {
    faults: 'Something is not right yet',
    address: 'Your address',
    addressHint: 'For example: reader@example.org',
    trap: 'Leave this empty',
    what: 'What you want to read',
    whatHint: 'Choose topics, sources or both: you get what is in any of them. Choose none, and you get everything.',
    topics: 'Topics',
    sources: 'Sources',
    find: 'Find more by name',
    search: 'Find',
    mostUsed:
      'Shown are those most written about lately. Every other is found by its name, or by the beginning of a word in it.',
    found: (text) =>
      `Shown is what is found by “${text}”, below what you have ticked. To see the usual list, empty the field and press the button.`,
    foundMany: (text) =>
      `More is found by “${text}” than fits here. Add another word of the name; what you have ticked stays.`,
    notFound: (text) => `Nothing is found by “${text}”. Try the beginning of another word; what you have ticked stays.`,
    when: 'When it comes',
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
    mailLanguage: 'Our own words in the mail',
    only: 'Only articles in this language',
    onlyHint: 'Otherwise each article comes in its own.',
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
    title: 'One press, and it begins',
    text: 'This is what was asked for:',
    button: 'Yes, send me the digests',
    notYou:
      'You did not ask for this? Then close this page: nothing begins, and your address is forgotten within a week.',
    done: { title: 'Welcome!', text: 'Your digests have begun.' },
    already: { title: 'You have confirmed already', text: 'Once is enough: your digests come.' },
  },
  preferences: {
    title: 'Your digests',
    saved: 'Saved.',
    next: (when) => `The next one comes on ${when}, if there is news by then.`,
    onItsWay: 'The next one is on its way.',
    button: 'Save',
    change: 'Change what comes and when',
    leave: 'Leave',
    leaveHint: 'No more digests, from this moment on.',
  },
  leave: {
    title: 'No more digests?',
    text: 'From the moment you press the button, none comes any more.',
    button: 'Leave',
    done: { title: 'You have left', text: 'No digest comes any more, not even one that was on its way.' },
  },
  standing: {
    pending: {
      title: 'Not confirmed yet',
      text: 'Press the button in the mail that we sent you, and your digests begin. The mail is gone? Sign up again, and another comes.',
    },
    paused: {
      title: 'Your digests are paused',
      text: 'Your mailbox put off three of them in a row: is it full? Sign up again, and they go on.',
    },
    suppressed: {
      title: 'No mail goes to this address',
      text: 'A mail to it came back for good, or was called spam. Is that a mistake? Answer one of our mails, and a person will see to it.',
    },
    left: { title: 'You have left', text: 'No digests go to your address.' },
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
      text: 'Follow the link in one of our mails: it has what tells us who you are.',
    },
    forged: {
      title: 'This link is not whole',
      text: 'A part of it was lost or changed on the way. Press the button in the mail again, or copy the whole address.',
    },
    expired: {
      title: 'This link is too old',
      text: 'The link in a newer mail of ours works. If there is none, sign up again.',
    },
    overtaken: {
      title: 'This link does not count any more',
      text:
        'It was used before, or you have signed up again since. If a newer mail of ours is in your mailbox, ' +
        'take its link; if not, sign up again.',
    },
    notAsked: {
      title: 'Nothing was done',
      text: 'This request did not say what it wants. Follow the link in one of our mails, and press the button on its page.',
    },
    unreadable: { title: 'The form cannot be read', text: 'It came damaged. Go back and send it again.' },
    tooLarge: { title: 'That is too much', text: 'A form of ours has 16 kB at most. Go back and choose less.' },
    noForm: { title: 'That is no form', text: 'This address takes what the form on its page sends, and nothing else.' },
    tooOften: {
      title: 'Too many at once',
      text: 'More than twenty sign-ups came from your network within an hour. Try again in an hour.',
    },
    notFound: {
      title: 'There is no such page',
      text: 'The address is not right. To get the news by mail, begin here:',
    },
    notTaken: {
      title: 'That cannot be done here',
      text: 'This page can be read, and its form be sent, and nothing else.',
    },
  },
};
