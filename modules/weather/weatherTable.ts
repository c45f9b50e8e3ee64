import { DeleteCommand, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { readRow, schemaVersion, Table, unlessConditionFails } from '../../platform/dynamodb/table.ts';
import { instantSchema } from '../../platform/values/schema.ts';
import { instant } from '../../platform/values/time.ts';
import { observationSchema, placeSchema } from './weather.ts';
import type { Observation, Place } from './weather.ts';

const key = { pk: 'WEATHER', sk: 'WEATHER' };

const rowSchema = z.object({ place: placeSchema, setAt: instantSchema, observed: observationSchema });
export type WeatherRow = z.infer<typeof rowSchema>;

/** The edition's place and its last observation: one row of the Articles table, where pages are read from. */
export class WeatherTable extends Table {
  /** @returns undefined where no operator has set a place */
  async get(): Promise<WeatherRow | undefined> {
    const { Item } = await this.client.send(new GetCommand({ TableName: this.table, Key: key }));
    return Item && readRow(rowSchema, Item);
  }

  /** Sets the place, with an observation of it. */
  async set(place: Place, observed: Observation, now: Date): Promise<void> {
    const Item = { ...key, place, observed, setAt: instant(now), schemaVersion };
    await this.client.send(new PutCommand({ TableName: this.table, Item }));
  }

  /** @returns false where an operator has set another place since the row was read */
  async observe({ setAt }: Pick<WeatherRow, 'setAt'>, observed: Observation): Promise<boolean> {
    return unlessConditionFails(
      this.client.send(
        new UpdateCommand({
          TableName: this.table,
          Key: key,
          UpdateExpression: 'SET observed = :observed',
          ConditionExpression: 'setAt = :setAt',
          ExpressionAttributeValues: { ':observed': observed, ':setAt': setAt },
        }),
      ),
    );
  }

  async remove(): Promise<void> {
    await this.client.send(new DeleteCommand({ TableName: this.table, Key: key }));
  }
}
