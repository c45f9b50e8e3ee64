import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import * as z from 'zod/mini';
import { OperatorError } from '../operatorError.ts';
import { itemFrom, parseLine } from './dynamoJson.ts';

const lineSchema = z.object({ Item: z.record(z.string(), z.record(z.string(), z.unknown())) });
const itemSchema = z.looseObject({ pk: z.string(), sk: z.string() });
export type Item = z.infer<typeof itemSchema>;

/**
 * The files of an export, wherever in the folder: `data/*.json.gz` as S3 has them, or plain. What tells about the
 * export itself is left out.
 */
export async function exportFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true }).catch((error: unknown) => {
    throw new OperatorError(`${folder} is no folder that can be read.`, { cause: error });
  });
  const files = entries
    .filter((path) => /\.json(\.gz)?$/.test(path) && !/manifest-(summary|files)\.json$/.test(path))
    .toSorted();
  if (files.length === 0)
    throw new OperatorError(`${folder} holds no export: files that end with .json.gz or .json, in DynamoDB JSON.`);
  return files.map((path) => join(folder, path));
}

/**
 * The items of one file of an export; DynamoDB cuts exports into files that fit a memory.
 * @throws a fault that names file and line where one is no item
 */
export async function itemsOf(file: string): Promise<Item[]> {
  const bytes = await readFile(file);
  let text: string;
  try {
    text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  } catch (error) {
    throw new OperatorError(`${file} is no gzip file: fetch it again.`, { cause: error });
  }
  return text
    .split('\n')
    .flatMap((line, index) => (line.trim() === '' ? [] : [itemOf(line, `${file}, line ${index + 1}`)]));
}

function itemOf(line: string, where: string): Item {
  try {
    return itemSchema.parse(itemFrom(lineSchema.parse(parseLine(line)).Item));
  } catch (error) {
    throw new OperatorError(`${where}, is no item of an export in DynamoDB JSON.`, { cause: error });
  }
}
