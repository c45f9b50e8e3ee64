/** The look of comments and of their form, for a page that has the shared style (`pageStyle`). */
export const commentsStyle = `
.comments { max-width: 42rem; margin-block-start: 2.5rem; overflow-wrap: anywhere; }
.comments ol { list-style: none; margin: 0; padding: 0; }
.comments li, .preview { border-block-start: 1px solid var(--line); padding-block: .8rem; }
.comments li p, .preview p { margin: .25rem 0 .6rem; }
.comments li:target { border-inline-start: 4px solid var(--accent); padding-inline-start: .8rem; }
.by { font: 600 .95rem/1.4 system-ui, sans-serif; }
.by .meta { font-weight: 400; }
#comment-waits {
  display: none; border-inline-start: 4px solid var(--accent); padding: .6rem .9rem;
  background: light-dark(#f1eee6, #1d2430);
}
#comment-waits:target { display: block; }
.comment .label { display: block; font: 600 .95rem/1.4 system-ui, sans-serif; margin-block-end: .3rem; }
.comment .hint { font: .85rem/1.4 system-ui, sans-serif; color: var(--quiet); }
.comment p { margin: .6rem 0; }
.comment [name=name], .comment textarea {
  display: block; width: 100%; min-height: 2.9rem; padding: .5rem .7rem; font: 1rem/1.5 system-ui, sans-serif;
  color: var(--ink); background: light-dark(#fff, #1b212b); border: 1px solid light-dark(#868d98, #6f7b8c);
  border-radius: 7px; resize: vertical;
}
.comment [aria-invalid] { border-color: light-dark(#a3231b, #ff9d92); }
.comment button {
  font: 600 1rem/1.3 system-ui, sans-serif; min-height: 2.9rem; padding: .6rem 1.3rem; border: 1px solid var(--accent);
  border-radius: 7px; background: var(--accent); color: light-dark(#fff, #10151c); cursor: pointer;
}
.comments .trap { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
`;
