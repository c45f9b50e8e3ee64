import { isolated, plural } from '../languages.ts';
import type { CommentMessages } from './messages.ts';

export const en: CommentMessages = {
  heading: 'Comments',
  count: (count) => plural('en', count, { one: '# comment', other: '# comments' }),
  none: 'Nobody has commented yet.',
  newestAlone: (count) => `The newest ${count} are shown.`,
  follow: 'Follow these comments',
  closed: 'Comments on this article are closed.',
  waits: 'Thank you for your comment. One of our editors reads it before it appears here.',
  form: {
    title: 'Write a comment',
    text: 'You need no account. One of our editors reads each comment before it appears, with the name that you give here.',
    name: 'Your name',
    comment: 'Your comment',
    hint: (most) => `Plain text, up to ${most} characters and two links.`,
    trap: 'Leave this empty',
    look: 'Preview',
    send: 'Send comment',
    faults: 'Please correct the following',
    back: 'Back to the article',
  },
  preview: {
    title: 'Ready to send?',
    text: 'This is how your comment will look. You can still change it below.',
  },
  faults: {
    noName: 'Please enter a name.',
    longName: 'A name may have at most 60 characters.',
    linkInName: 'A name cannot contain a link.',
    noText: 'Please write a comment.',
    longText: 'A comment may have at most 2,000 characters.',
    tooManyLinks: 'A comment may have at most two links.',
    seenBefore: 'The same text was sent to another article a short while ago. Say it in other words, or only once.',
    tooFast: 'That was very quick. Look at your comment once more, then send it.',
    stale: 'This form had been open for a long time. Look at your comment once more, then send it.',
    tooOften:
      'Many comments have arrived from your network, or on this article, within the hour. Try again in an hour.',
  },
  refusals: {
    notFound: { title: 'There is no such article', text: 'The address may be misspelled, or the article may be gone.' },
    gone: { title: 'This article is gone', text: 'It has been withdrawn, and its comments with it.' },
    closed: { title: 'Comments are closed', text: 'This article takes no more comments.' },
    tooLarge: { title: 'That is too much', text: 'Go back and send a shorter comment.' },
    noForm: { title: 'That is not a form', text: 'This address takes only the form under the article.' },
    unreadable: { title: 'The form could not be read', text: 'It arrived damaged. Go back and send it again.' },
    notTaken: { title: 'That cannot be done here', text: 'You can write a comment here, and nothing else.' },
  },
  privacy:
    'If you comment, we keep the name and the text that you send, and show them once an editor has approved ' +
    'them; if the comment is rejected, we delete both at once. We do not keep your network address: for about ' +
    'an hour, a code made from it counts how many comments come from it. Write to us to have a comment ' +
    'deleted.',
  feedTitle: (headline) => `Comments on ${isolated(headline)}`,
};
