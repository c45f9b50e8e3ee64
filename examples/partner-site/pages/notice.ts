import type { Withdrawal } from '../event.ts';
import type { Topic } from '../store/library.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';
import { layout } from './layout.ts';

/** 404: there has never been such a page. */
export const notFoundPage = (topics: readonly Topic[]): Html =>
  layout(
    { title: 'Not found', topics },
    html`<div class="notice"><h1>There is no such page</h1>
<p>The address may be misspelt. Everything new is on the <a href="/">front page</a>.</p></div>`,
  );

/** 410: there was an article, and its publisher has taken it back. */
export const withdrawnPage = ({ source, reason }: Withdrawal, topics: readonly Topic[]): Html =>
  layout(
    { title: 'Withdrawn', topics },
    html`<div class="notice"><h1>This article has been withdrawn</h1>
<p>The publisher, <bdi>${source.name}</bdi>, has withdrawn it${reason ? html`: <q dir="auto">${reason}</q>` : ''}.</p>
<p>Everything new is on the <a href="/">front page</a>.</p></div>`,
  );
