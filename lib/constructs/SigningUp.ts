import { Duration } from 'aws-cdk-lib';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { sendConfirmationEnv } from '../../functions/send-confirmation/env.ts';
import { signUpEnv } from '../../functions/sign-up/env.ts';
import { CaravanFunction } from './CaravanFunction.ts';
import type { Mailing } from './Mailing.ts';
import type { Serving } from './Serving.ts';
import type { StageContext } from './StageContext.ts';
import type { Store } from './Store.ts';
import { WorkQueue } from './WorkQueue.ts';

interface Parts extends StageContext {
  readonly store: Store;
  readonly mailing: Mailing;
  readonly serving: Pick<Serving, 'api' | 'publicUrl' | 'edgeSecret'>;
}

const confirmTimeout = Duration.seconds(30);

/** Reader → CloudFront → HTTP API → sign-up → confirmations → confirm → SES, and the pages that its mails lead to. */
export class SigningUp extends Construct {
  readonly confirmations: Queue;

  constructor(scope: Construct, id: string, parts: Parts) {
    super(scope, id);
    this.confirmations = new WorkQueue(this, 'Confirmations', {
      ...parts,
      workerTimeout: confirmTimeout,
      retentionPeriod: Duration.days(2), // a person who waits longer has signed up again
      maxReceiveCount: 5,
      deadLetters: {
        id: 'ConfirmationsDeadLetters',
        runbook: {
          wide: true,
          heading: 'Confirmations dead letters',
          readerImpact: 'Somebody who signed up got no mail, and cannot confirm.',
        },
      },
    });
    this.addSignUp(parts);
    this.addConfirm(parts);
  }

  private addSignUp({ store, mailing, serving, ...context }: Parts): void {
    const signUp = new CaravanFunction(this, 'SignUp', {
      ...context,
      folder: 'sign-up',
      env: signUpEnv,
      environment: {
        ...environmentOf({ store, mailing, serving, ...context }),
        ARTICLES_TABLE: store.articles.tableName,
        DELIVERIES_TABLE: store.deliveries.tableName,
        MAIL_POSTAL_ADDRESS: context.settings.mail.postalAddress,
        LINKS_TO: context.settings.edition.linksTo,
        RETENTION_DAYS: String(context.settings.articleRetentionDays),
        CONFIRMATIONS_QUEUE_URL: this.confirmations.queueUrl,
        EDGE_SECRET: serving.edgeSecret,
      },
      timeout: Duration.seconds(15),
      memorySize: 512,
      runbook: {
        heading: 'Sign-up fails',
        readerImpact:
          'Nobody can sign up, change preferences or leave; the one-click way out of mail programs fails too.',
      },
    });
    signUp.grantTable(store.subscribers, ['GetItem', 'PutItem', 'UpdateItem']);
    signUp.grantTable(store.articles, ['Query', 'BatchGetItem']);
    signUp.grantTable(store.deliveries, ['GetItem']);
    signUp.grantReadSecret(mailing.readerKey);
    this.confirmations.grant(signUp, 'sqs:SendMessage');
    const integration = new HttpLambdaIntegration('SignUpIntegration', signUp);
    for (const path of ['/subscribe', '/subscribe/{proxy+}', '/preferences', '/unsubscribe', '/digests'])
      serving.api.addRoutes({ path, integration });
  }

  private addConfirm({ store, mailing, serving, ...context }: Parts): void {
    const confirm = new CaravanFunction(this, 'Confirm', {
      ...context,
      folder: 'send-confirmation',
      env: sendConfirmationEnv,
      environment: {
        ...environmentOf({ store, mailing, serving, ...context }),
        ...mailing.environment,
        CONFIRMATIONS_QUEUE_URL: this.confirmations.queueUrl,
      },
      timeout: confirmTimeout,
      memorySize: 512,
      runbook: {
        wide: true,
        heading: 'Confirm fails',
        readerImpact: 'Who signs up gets the mail to confirm it late.',
      },
    });
    confirm.grantTable(store.subscribers, ['GetItem', 'PutItem', 'UpdateItem']);
    mailing.grantSend(confirm);
    confirm.grantReadSecret(mailing.readerKey);
    confirm.consumes(this.confirmations, { batchSize: 5 });
    this.confirmations.grant(confirm, 'sqs:ChangeMessageVisibility'); // what SES has no room for waits in the queue
  }
}

/** The environment that both functions share. */
const environmentOf = ({ store, mailing, serving, settings }: Parts) => ({
  PUBLIC_URL: serving.publicUrl,
  PUBLICATION_TITLE: settings.title,
  READER_KEY_ARN: mailing.readerKey.arn,
  SUBSCRIBERS_TABLE: store.subscribers.tableName,
});
