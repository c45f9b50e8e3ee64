import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { keyName } from '../settings/keys.ts';
import type { KeyName } from '../settings/keys.ts';
import type { StageProps } from './StageContext.ts';

/**
 * A key that functions read from SSM, as a SecureString, which costs nothing at rest. CloudFormation cannot make one:
 * `caravan keys` does, before the first deploy, and no deploy ever touches it (docs/adr/0019).
 */
export class Key extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, { stage, key }: StageProps & { key: KeyName }) {
    super(scope, id);
    this.arn = Stack.of(this).formatArn({
      service: 'ssm',
      resource: 'parameter',
      resourceName: keyName(stage, key).slice(1),
    });
  }
}
