import { resolve } from 'node:path';

const stub = (name: string) => resolve(import.meta.dirname, '../../functions/shared/bundle', `${name}.ts`);

/**
 * What a Lambda never needs of its libraries is left out of the bundles, as a cold start reads every byte:
 * a Lambda's credentials come from its environment alone, not from SSO, processes or files.
 */
export const esbuildArgs: Record<string, string> = {
  '--alias:@aws-sdk/credential-provider-node': stub('credentials'),
  '--alias:xmlbuilder': stub('unused'),
  '--alias:postcss': stub('unused'),
  '--alias:dayjs': stub('unused'),
  '--alias:domutils': stub('unused'),
  '--banner:js': "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);",
};
