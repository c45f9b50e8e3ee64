import { html } from '../../../platform/http/html.ts';
import type { Html } from '../../../platform/http/html.ts';
import type { Weather } from '../../weather/weather.ts';
import type { PageFrame } from '../site.ts';

/** The weather in words, such as "Baku, 14°C, light rain". */
export function weatherOf({ city, celsius, sky }: Weather, { language, messages }: PageFrame): Html {
  const degrees = new Intl.NumberFormat(`${language}-u-nu-latn`, {
    style: 'unit',
    unit: 'celsius',
    maximumFractionDigits: 0,
    signDisplay: 'negative', // -0.4 is no "-0"
  }).format(celsius);
  const parts = [city[language], degrees, ...(sky === undefined ? [] : [messages.weather.skies[sky]])];
  return html`<span class="weather">${parts.join(messages.weather.comma)}</span>`;
}

/** Open-Meteo's licence wants this link wherever its data are shown (open-meteo.com/en/licence, CC BY 4.0). */
export const weatherSource = ({ messages }: PageFrame): Html =>
  html`<a href="https://open-meteo.com/">${messages.weather.source('Open-Meteo.com')}</a>`;
