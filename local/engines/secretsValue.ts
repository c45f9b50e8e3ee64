import { isObject, type Json, type JsonObject, textOf } from '../template/json.ts';
import type { Resource } from '../template/stack.ts';
import { TwinError } from '../twinError.ts';
import { passwordOf } from './secretsPassword.ts';

/** The value that the template gives a secret, as it is or generated; undefined where it gives none. */
export function valueOf({ id, properties }: Pick<Resource, 'id' | 'properties'>): string | undefined {
  const { SecretString: given, GenerateSecretString: generate } = properties;
  if (given !== undefined) return textOf(given);
  if (!isObject(generate)) return undefined;
  try {
    return generated(generate);
  } catch (cause) {
    if (!(cause instanceof TwinError)) throw cause;
    throw new TwinError(`The twin cannot generate the secret ${id}: ${cause.message}.`, { cause });
  }
}

function generated(options: JsonObject): string {
  const { SecretStringTemplate: template, GenerateStringKey: key } = options;
  const password = passwordOf(options);
  if (template === undefined && key === undefined) return password;
  const parsed = parse(template);
  if (!isObject(parsed) || key === undefined)
    throw new TwinError('SecretStringTemplate must be a JSON object, and GenerateStringKey a key to put into it');
  return JSON.stringify({ ...parsed, [textOf(key)]: password });
}

function parse(template: Json | undefined): unknown {
  try {
    return JSON.parse(textOf(template));
  } catch {
    return undefined;
  }
}
