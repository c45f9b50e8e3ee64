import { runSimulation } from '@cloud-copilot/iam-simulate';
import { account } from '../template/naming.ts';
import type { NamedPolicy } from '../template/policies.ts';
import { TwinError } from '../twinError.ts';
import type { Permission } from './permissions.ts';

/** A call that the caller's own policy does not grant. */
export interface Refusal extends Permission { readonly function: string }

/** Decides by the synthesised policies, as IAM would. */
export class AccessCheck {
  /** Every refusal so far: a test fails on any that it did not ask for. */
  readonly refusals: Refusal[] = [];
  readonly #policies: ReadonlyMap<string, readonly NamedPolicy[]>;
  readonly #decisions = new Map<string, Promise<boolean>>();

  /** Takes the policies of each function, by its logical id. */
  constructor(policies: ReadonlyMap<string, readonly NamedPolicy[]>) {
    this.#policies = policies;
  }

  /** The message of the refusal, or undefined when all is granted. */
  async refuse(functionId: string, permissions: readonly Permission[]): Promise<string | undefined> {
    for (const permission of permissions) {
      if (await this.#decide(functionId, permission)) continue;
      this.refusals.push({ function: functionId, ...permission });
      return `User: arn:aws:sts::${account}:assumed-role/${functionId} is not authorized to perform: ${permission.action} on resource: ${permission.resource} because no identity-based policy allows the ${permission.action} action`;
    }
    return undefined;
  }

  async #decide(functionId: string, permission: Permission): Promise<boolean> {
    const key = `${functionId} ${permission.action} ${permission.resource}`;
    const decided = this.#decisions.get(key) ?? this.#simulate(functionId, permission);
    this.#decisions.set(key, decided);
    return decided;
  }

  async #simulate(functionId: string, { action, resource }: Permission): Promise<boolean> {
    const policies = this.#policies.get(functionId) ?? [];
    const outcome = await runSimulation({
      request: {
        principal: `arn:aws:iam::${account}:role/${functionId}`, action, resource: { resource, accountId: account },
        contextVariables: { 'aws:SecureTransport': 'true' },
      },
      identityPolicies: policies.map(({ name, document }) => ({ name, policy: document })),
      serviceControlPolicies: [], resourceControlPolicies: [],
    }, {});
    if (outcome.resultType !== 'error') return outcome.overallResult === 'Allowed';
    throw new TwinError(`IAM cannot judge ${action} on ${resource} for ${functionId}: ${JSON.stringify(outcome.errors)}`);
  }
}
