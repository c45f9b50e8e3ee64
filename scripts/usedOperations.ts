import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The folders that call AWS through its SDK. */
const folders = ['functions', 'modules', 'platform', 'cli', 'console', 'sample', 'bench', 'test', 'examples'];
/** How the SDK's packages spell the services whose botocore model, or signing name, is another. */
const signingNames: Readonly<Record<string, string>> = {
  sesv2: 'ses',
  'secrets-manager': 'secretsmanager',
  eventbridge: 'events',
  cloudwatch: 'monitoring',
};
/** lib-dynamodb's commands have names of their own. */
const documentOperations: Readonly<Record<string, string>> = {
  Get: 'GetItem',
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  BatchGet: 'BatchGetItem',
  BatchWrite: 'BatchWriteItem',
  Query: 'Query',
  Scan: 'Scan',
  TransactGet: 'TransactGetItems',
  TransactWrite: 'TransactWriteItems',
};

/** Every operation that the repository calls through an AWS SDK: signing name of the service → names of operations. */
export function usedOperations(): ReadonlyMap<string, ReadonlySet<string>> {
  const used = new Map<string, Set<string>>();
  const add = (service: string, operation: string): void => {
    used.set(service, (used.get(service) ?? new Set()).add(operation));
  };
  for (const file of folders.flatMap(sourceFiles)) {
    for (const [, names = '', library, client = ''] of readFileSync(file, 'utf8').matchAll(
      /import (?:type )?\{([^}]*)\} from '@aws-sdk\/(lib-dynamodb|client-([\w-]+))'/g,
    )) {
      for (const [, command, page] of names.matchAll(/\b(?:([A-Z]\w+)Command|paginate([A-Z]\w+))\b/g)) {
        const name = command ?? page ?? '';
        if (library === 'lib-dynamodb') add('dynamodb', documentOperations[name] ?? name);
        else add(signingNames[client] ?? client, name);
      }
    }
  }
  return used;
}

const sourceFiles = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.m?[jt]s$/.test(path) && !path.includes('node_modules'))
    .map((path) => join(folder, path));
