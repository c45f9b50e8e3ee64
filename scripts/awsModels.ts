// `npm run models`: writes what AWS's own API models say of the operations that we use, out of botocore's. Needs Python
// 3.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Facts, Member, Operation, Service, Shape } from '../local/models/facts.ts';
import { templateOperations } from '../test/infra/models/properties.ts';
import { usedOperations } from './usedOperations.ts';

const botocore = '1.43.106';
const source = `botocore ${botocore} (https://github.com/boto/botocore), Apache-2.0. Copyright Amazon.com, Inc. or its affiliates.`;
const venv = join('.cache', `botocore-${botocore}`);
/** Signing names whose folder in botocore has another name. */
const folders: Readonly<Record<string, string>> = {
  ses: 'sesv2',
  monitoring: 'cloudwatch',
  apigateway: 'apigatewayv2',
};
/** The services that the twin runs; what is called of others goes to AWS alone. */
const twinServices = ['dynamodb', 'sqs', 'sns', 'ses', 'secretsmanager', 'events', 'lambda', 'ssm'];
/** Called without the SDK's commands, or soon. */
const others: Readonly<Record<string, readonly string[]>> = {
  dynamodb: ['TransactWriteItems', 'TransactGetItems', 'DescribeTable', 'DescribeTimeToLive'],
  ses: ['SendBulkEmail'],
  sns: ['GetTopicAttributes'],
  lambda: ['GetAccountSettings', 'ListEventSourceMappings'],
  ssm: ['GetParameter', 'GetParameters', 'PutParameter'],
  secretsmanager: ['DescribeSecret'],
};

type RawMember = { shape: string; location?: Member['in'] | 'statusCode'; locationName?: string };
type RawShape = Omit<Shape, 'members' | 'member' | 'key' | 'value'> & {
  members?: Record<string, RawMember>;
  member?: RawMember;
  key?: RawMember;
  value?: RawMember;
};
interface Model {
  operations: Record<string, { http: { method: string; requestUri: string }; input?: { shape: string } }>;
  shapes: Record<string, RawShape>;
}

function modelOf(service: string): Model {
  const lib = join(venv, 'lib');
  const data = join(
    lib,
    readdirSync(lib).find((name) => name.startsWith('python')) ?? '',
    'site-packages',
    'botocore',
    'data',
    folders[service] ?? service,
  );
  const newest = readdirSync(data).sort().at(-1) ?? '';
  return JSON.parse(gunzipSync(readFileSync(join(data, newest, 'service-2.json.gz'))).toString()) as Model;
}

const memberOf = ({ shape, location, locationName }: RawMember): Member => ({
  shape,
  ...(location === undefined || location === 'statusCode' ? {} : { in: location }),
  ...(locationName === undefined ? {} : { as: locationName }),
});

/** A shape without its documentation. */
function shapeOf({ type, members, required, member, key, value, min, max, pattern, enum: values }: RawShape): Shape {
  return {
    type,
    ...(members
      ? { members: Object.fromEntries(Object.entries(members).map(([name, inner]) => [name, memberOf(inner)])) }
      : {}),
    ...(required?.length ? { required } : {}),
    ...(member ? { member: memberOf(member) } : {}),
    ...(key ? { key: memberOf(key) } : {}),
    ...(value ? { value: memberOf(value) } : {}),
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
    ...(pattern === undefined ? {} : { pattern: readable(pattern) }),
    ...(values ? { enum: values } : {}),
  };
}

/** AWS writes its patterns for Java; what JavaScript cannot read ends the run, so that no rule is lost in silence. */
function readable(pattern: string): string {
  // (?i) holds to the end of its group.
  const ours = pattern.replaceAll('\\p{Print}', '[\\x20-\\x7e]').replace(/\(\?i\)([^()]*)/g, '(?i:$1)');
  new RegExp(ours, ours.includes('\\p{') ? 'u' : '');
  return ours;
}

function serviceOf(name: string, operations: readonly string[]): Service {
  const model = modelOf(name);
  const shapes: Record<string, Shape> = {};
  const take = (shape: string): void => {
    const raw = model.shapes[shape];
    if (shape in shapes || raw === undefined) return;
    shapes[shape] = shapeOf(raw);
    for (const inner of [...Object.values(raw.members ?? {}), raw.member, raw.key, raw.value])
      if (inner) take(inner.shape);
  };
  const taken = [...operations].sort().map((operation): [string, Operation] => {
    const raw = model.operations[operation];
    if (raw === undefined) throw new Error(`botocore ${botocore} knows no operation ${operation} of ${name}.`);
    if (raw.input) take(raw.input.shape);
    return [
      operation,
      { ...(raw.input ? { input: raw.input.shape } : {}), method: raw.http.method, path: raw.http.requestUri },
    ];
  });
  return {
    operations: Object.fromEntries(taken),
    shapes: Object.fromEntries(Object.entries(shapes).sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

function write(file: string, wanted: Readonly<Record<string, Iterable<string>>>): void {
  const services = Object.fromEntries(
    Object.keys(wanted)
      .sort()
      .map((name) => [name, serviceOf(name, [...new Set(wanted[name])])]),
  );
  const lines = Object.entries(services).map(([name, { operations, shapes }]) => {
    const rows = (what: object): string =>
      Object.entries(what)
        .map(([key, value]) => `    ${JSON.stringify(key)}: ${JSON.stringify(value)}`)
        .join(',\n');
    return `  ${JSON.stringify(name)}: {"operations": {\n${rows(operations)}\n  }, "shapes": {\n${rows(shapes)}\n  }}`;
  });
  const text = `{"source": ${JSON.stringify(source)},\n"services": {\n${lines.join(',\n')}\n}}\n`;
  JSON.parse(text) as Facts;
  writeFileSync(file, text);
  console.log(
    `${file}: ` +
      `${Object.values(services).reduce((sum, { operations }) => sum + Object.keys(operations).length, 0)} ` +
      `operations, ${Math.round(text.length / 1000)} kB`,
  );
}

if (!existsSync(venv)) {
  execFileSync('python3', ['-m', 'venv', venv], { stdio: 'inherit' });
  execFileSync(join(venv, 'bin', 'pip'), ['install', '-q', '--disable-pip-version-check', `botocore==${botocore}`], {
    stdio: 'inherit',
  });
}
const used = usedOperations();
write(
  'local/models/calls.json',
  Object.fromEntries(twinServices.map((name) => [name, [...(used.get(name) ?? []), ...(others[name] ?? [])]])),
);
write('test/infra/models/template.json', templateOperations);
