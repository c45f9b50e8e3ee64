import { randomBytes } from 'node:crypto';
import { html } from '../../../../platform/http/html.ts';
import { instant } from '../../../../platform/values/time.ts';
import type { AddressFault } from '../../../locales/messages.ts';
import { pageMessagesFor } from '../../../locales/messagesFor.ts';
import { parseAddress } from '../../address.ts';
import { readDirectory } from '../form/directory.ts';
import { choiceOf, defaultFields, readFields, searchIn, typedFields } from '../form/fields.ts';
import { zoneNamed, zoneScript } from '../form/times.ts';
import { visitorOf } from '../../../reader-pages/request.ts';
import type { FormView } from '../pages/choice.ts';
import { addressPart, enterButton, faultsPart, preferencesParts, trapName } from '../pages/form.ts';
import type { ReaderPage } from '../../../reader-pages/page.ts';
import { notice, paragraph, toSubscribe } from '../pages/notice.ts';
import { fieldText } from '../../../reader-pages/fields.ts';
import { limitSignUps } from '../admission.ts';
import type { Step } from '../step.ts';

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
 * Takes a sign-up. This step never reads the reader's row, so that neither the answer nor its time tells anybody
 * whether an address is known. The confirmation does.
 */
export const subscribe: Step = async ({ form: read, event, language, now }, services) => {
  const form = await read();
  const [typed, fields] = [fieldText(form, 'address'), typedFields(form)];
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
  await limitSignUps(visitorOf(event, services.behindEdge), services.subscribers, { key, now });
  const isTrapped = fieldText(form, trapName) !== '';
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

/** Tells the reader what to do next: the same to everybody. */
export const showSent: Step = async ({ language }) => {
  const { sent, subscribe: messages } = pageMessagesFor(language);
  return notice(sent, language, [paragraph(sent.nothingCame), toSubscribe(language, messages.title)]);
};

function subscribePage(address: { typed: string; fault: AddressFault | undefined }, view: FormView): ReaderPage {
  const { language, faults } = view;
  const { title, text, button, promise } = pageMessagesFor(language).subscribe;
  return {
    title,
    language,
    isPublic: true,
    main: html`<h1>${title}</h1>
<p class="lead">${text}</p>
${faultsPart(address.fault, faults, language)}<form method="post" action="/subscribe?language=${language}">
${enterButton(view)}${addressPart(address, language)}${preferencesParts(view)}
<div class="part"><button name="send" value="yes">${button}</button>
${paragraph(promise)}</div></form>`,
  };
}
