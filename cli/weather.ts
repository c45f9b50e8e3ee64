import type { Command } from 'commander';
import { relative } from '../modules/operations/words.ts';
import { setWeather } from '../modules/operations/weather.ts';
import { openMeteo } from '../modules/weather/openMeteo.ts';
import { skyOf } from '../modules/weather/weather.ts';
import type { Observation, Place } from '../modules/weather/weather.ts';
import { parseCoordinates } from './arguments.ts';
import type { Run } from './run.ts';

/** `caravan weather …` */
export function weatherCommands(program: Command, run: Run): void {
  const weather = program.command('weather').description('the weather at the head of the pages');

  setCommand(weather, run);

  weather
    .command('show')
    .description('show the place, and what its service last said')
    .action(() =>
      run(async ({ weather: table }, output) => {
        const row = await table.get();
        // Its query may hold a customer's key.
        const place = row && { ...row.place, service: new URL(row.place.service).host };
        output.show(row && place ? { place, observed: row.observed } : {}, () =>
          row && place
            ? `${wordsOf(row.place, row.observed)}, ${relative(Date.parse(row.observed.at), Date.now())}, by ${place.service}`
            : 'Pages have no weather. "caravan weather set --help" says how they would.',
        );
      }),
    );

  weather
    .command('off')
    .description('show no weather')
    .action(() =>
      run(async (deployment, output) => {
        await deployment.weather.remove();
        output.change(deployment, { done: 'off' }, () => 'Pages have no weather from the next minute on.');
      }),
    );
}

function setCommand(weather: Command, run: Run): void {
  weather
    .command('set')
    .description("set the edition's city; its weather is asked for at once, and then each hour")
    .requiredOption('--at <degrees>', 'its latitude and longitude, such as 40.41,49.87', parseCoordinates)
    .requiredOption('--en <name>', 'its name in English')
    .requiredOption('--ru <name>', 'in Russian')
    .requiredOption('--tr <name>', 'in Turkish')
    .requiredOption('--ar <name>', 'in Arabic')
    .option(
      '--service <url>',
      "Open-Meteo's address for you: its free service is for non-commercial use, and customers have a key, as " +
        'https://customer-api.open-meteo.com/v1/forecast?apikey=…',
      openMeteo,
    )
    .addHelpText('after', '\nExample:\n  caravan weather set --at 40.41,49.87 --en Baku --ru Баку --tr Bakü --ar باكو')
    .action(
      ({
        at,
        service,
        ...city
      }: Place['city'] & { at: Pick<Place, 'latitude' | 'longitude'>; service: Place['service'] }) =>
        run(async (deployment, output) => {
          const place = { city, ...at, service };
          const observed = await setWeather(place, deployment, new Date());
          output.change(
            deployment,
            { city, ...at, observed },
            () => `${wordsOf(place, observed)}. Pages show it from the next minute on.`,
          );
        }),
    );
}

const wordsOf = ({ city }: Pick<Place, 'city'>, { celsius, ...observed }: Observation): string =>
  `${city.en}: ${celsius} °C, ${skyOf(observed) ?? `code ${observed.code}`}`;
