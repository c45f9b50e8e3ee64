import { randomBytes } from 'node:crypto';
import { instant } from '../../../../platform/values/time.ts';
import { escapeHtml as escape } from '../../../../platform/http/escapeHtml.ts';
import { parseAddress } from '../../address.ts';
import type { AddressFault } from '../../address.ts';
import { readDirectory } from '../form/directory.ts';
import { choiceOf, defaultFields, fieldsOf, readFields, searchIn, textOf } from '../form/fields.ts';
import { zoneNamed } from '../form/zones.ts';
import { refuseExcess } from '../http/limit.ts';
import type { Page, Step } from '../http/reply.ts';
import { visitorOf } from '../http/visitor.ts';
import { addressPart, enterButton, faultsPart, preferencesParts, trapName } from '../pages/form.ts';
import type { FormView } from '../pages/choice.ts';
import { notice, paragraph, toSubscribe } from '../pages/notice.ts';
import { zoneScript } from '../pages/zoneScript.ts';
import { inLanguage } from '../words/inLanguage.ts';

/** The form, with the list that the reader comes from ticked. */
export const showSubscribe: Step = async ({ query, headers, language }, { directory: lists }) => {
  const { topics, sources } = choiceOf(query);
  const directory = await readDirectory(lists, { topics, sources }, query.get('find') ?? '');
  const chosen = {
    topics: topics.filter((slug) => directory.topics.has(slug)),
    sources: sources.filter((slug) => directory.sources.has(slug)),
  };
  const fields = {
    ...defaultFields(language, zoneNamed(headers['cloudfront-viewer-time-zone'] ?? '') ?? 'UTC'),
    ...chosen,
  };
  return {
    ...subscribePage({ typed: '', fault: undefined }, { fields, faults: {}, directory, language }),
    script: zoneScript,
  };
};

/**
 * Takes a sign-up. Nothing of the reader is looked at here, so that the answer tells nobody whether an address is
 * known, neither in words nor in time: that is for confirm.
 */
export const subscribe: Step = async ({ form: read, event, language, now }, services) => {
  const form = await read();
  const [typed, fields] = [textOf(form, 'address'), fieldsOf(form)];
  const search = searchIn(form);
  const directory = await readDirectory(services.directory, fields, search);
  if (search !== undefined)
    return subscribePage({ typed, fault: undefined }, { fields, faults: {}, directory, language });
  const [address, choice] = [parseAddress(typed), readFields(fields, directory)];
  if ('kind' in address || 'faults' in choice) {
    const fault = 'kind' in address ? address.kind : undefined;
    return {
      ...subscribePage(
        { typed, fault },
        { fields, faults: 'faults' in choice ? choice.faults : {}, directory, language },
      ),
      status: 422,
    };
  }
  const key = await services.key();
  await refuseExcess(visitorOf(event, services.behindEdge), services.subscribers, { key, now });
  const isTrapped = textOf(form, trapName) !== '';
  if (!isTrapped) {
    await services.confirmations.ask({
      requestId: randomBytes(12).toString('hex'),
      address: address.address,
      preferences: choice.preferences,
      asked: instant(now),
    });
  }
  return {
    seeOther: `/subscribe/sent?language=${language}`,
    did: { what: isTrapped ? 'trapped' : 'asked', subscriberId: key.idOf(address.address) },
  };
};

/** What to do next: the same for everybody. */
export const showSent: Step = async ({ language }) => {
  const { sent, subscribe: words } = inLanguage[language];
  return notice(sent, language, paragraph(sent.nothingCame) + toSubscribe(language, words.title));
};

function subscribePage(address: { typed: string; fault: AddressFault | undefined }, view: FormView): Page {
  const { language, faults } = view;
  const {
    subscribe: { title, text, button, promise },
  } = inLanguage[language];
  return {
    title,
    language,
    isPublic: true,
    main: `<h1>${escape(title)}</h1>
<p class="lead">${escape(text)}</p>
${faultsPart(address.fault, faults, language)}<form method="post" action="/subscribe?language=${language}">
${enterButton(view)}${addressPart(address, language)}${preferencesParts(view)}<div class="part"><button name="send" value="yes">${escape(button)}</button>
${paragraph(promise)}</div></form>`,
  };
}
