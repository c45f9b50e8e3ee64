/** The look of comments and of their form, among the edition's own styles. */
export const commentsStyle = `.comments { max-width: 46rem; margin-inline: auto; }
.comments ol { margin: 0; padding: 0; list-style: none; }
.comments li { padding-block: .8rem; border-block-end: 1px solid var(--line); }
.comments li:target { padding-inline-start: .8rem; border-inline-start: 4px solid var(--accent); }
.comments li p { margin: .25rem 0 .5rem; }
.comments h3 { margin-block: 1.6rem .4rem; font-size: 1.2rem; }
.by { font: 600 .95rem/1.4 var(--sans); }
.by .meta { font-weight: 400; }
#comment-waits { display: none; padding: .7rem 1rem; border-inline-start: 4px solid var(--accent); background: var(--soft); }
#comment-waits:target { display: block; }
.comment p { margin: .7rem 0; }
.comment .label { display: block; font-weight: 600; margin-block-end: .3rem; }
.comment .hint { font-size: .85rem; color: var(--quiet); }
.comment input, .comment textarea { display: block; width: 100%; font-family: var(--sans); resize: vertical; }
.trap { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
`;
