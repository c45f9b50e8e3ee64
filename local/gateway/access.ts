import { runSimulation } from '@cloud-copilot/iam-simulate';
import { account } from '../template/naming.ts';
import type { NamedPolicy } from '../template/policies.ts';
import { TwinError } from '../twinError.ts';
import type { Permission } from './permissions.ts';

/** An action that a function asked for, by its logical id. */
export interface Use extends Permission {
  readonly function: string;
}

/** Verdicts of all twins of this process, by policies and request: IAM's simulator takes milliseconds for each. */
const verdicts = new Map<string, Promise<boolean>>();

/** Decides by the synthesised policies, as IAM would. */
export class AccessCheck {
  /** Every refusal so far: a test fails on any that it did not ask for. */
  readonly refusals: Use[] = [];
  readonly #policies: ReadonlyMap<string, readonly NamedPolicy[]>;
  readonly #decisions = new Map<string, { readonly use: Use; readonly allowed: Promise<boolean> }>();

  /** Takes the policies of each function, by its logical id. */
  constructor(policies: ReadonlyMap<string, readonly NamedPolicy[]>) {
    this.#policies = policies;
  }

  /** Every different thing that was asked and granted so far. */
  async uses(): Promise<Use[]> {
    const judged = await Promise.all(
      [...this.#decisions.values()].map(async ({ use, allowed }) => ({ use, allowed: await allowed })),
    );
    return judged.filter(({ allowed }) => allowed).map(({ use }) => use);
  }

  /** Throws, saying what cannot be done, unless all is granted. */
  async require(functionId: string, permissions: readonly Permission[], otherwise: string): Promise<void> {
    const message = await this.refuse(functionId, permissions);
    if (message !== undefined) throw new TwinError(`${otherwise}: ${message}.`);
  }

  /** The message of the refusal, or undefined when all is granted. */
  async refuse(functionId: string, permissions: readonly Permission[]): Promise<string | undefined> {
    for (const permission of permissions) {
      if (await this.#decide(functionId, permission)) continue;
      const { action, resource } = permission;
      this.refusals.push({ function: functionId, action, resource });
      return (
        `User: arn:aws:sts::${account}:assumed-role/${functionId} is not authorized to perform: ` +
        `${permission.action} on resource: ${permission.resource} because no identity-based policy allows the ` +
        `${permission.action} action`
      );
    }
    return undefined;
  }

  async #decide(functionId: string, permission: Permission): Promise<boolean> {
    const key = `${functionId} ${permission.action} ${permission.resource} ${JSON.stringify(permission.context ?? {})}`;
    const decision = this.#decisions.get(key) ?? {
      use: { function: functionId, ...permission },
      allowed: isAllowed(this.#policies.get(functionId) ?? [], functionId, permission),
    };
    this.#decisions.set(key, decision);
    return decision.allowed;
  }
}

function isAllowed(policies: readonly NamedPolicy[], functionId: string, permission: Permission): Promise<boolean> {
  const key = JSON.stringify([policies, functionId, permission]);
  const verdict = verdicts.get(key) ?? simulate(policies, functionId, permission);
  verdicts.set(key, verdict);
  return verdict;
}

async function simulate(
  policies: readonly NamedPolicy[],
  functionId: string,
  { action, resource, context }: Permission,
): Promise<boolean> {
  const outcome = await runSimulation(
    {
      request: {
        principal: `arn:aws:iam::${account}:role/${functionId}`,
        action,
        resource: { resource, accountId: account },
        contextVariables: { 'aws:SecureTransport': 'true', ...context },
      },
      identityPolicies: policies.map(({ name, document }) => ({ name, policy: document })),
      serviceControlPolicies: [],
      resourceControlPolicies: [],
    },
    {},
  );
  if (outcome.resultType !== 'error') return outcome.overallResult === 'Allowed';
  throw new TwinError(`IAM cannot judge ${action} on ${resource} for ${functionId}: ${JSON.stringify(outcome.errors)}`);
}
