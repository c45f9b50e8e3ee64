import { fromEnv } from '@aws-sdk/credential-provider-env';

/** Stands in for the SDK's chain of providers: Lambda puts its credentials into the environment. */
export const defaultProvider = fromEnv;
