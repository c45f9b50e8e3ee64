import type { ApiServices } from '../partner-api/services.ts';
import type { PortalPage } from './pages/layout.ts';
import type { Session } from './session.ts';

/** One visit of a page, or one press of a button. */
export interface Visit {
  readonly session: Session;
  /** What stands in the place of each `*` of the route. */
  readonly ids: readonly string[];
  readonly query: Readonly<Record<string, string | undefined>>;
  readonly fields: Readonly<Record<string, string>>;
  readonly now: Date;
}

export type Step = (visit: Visit, services: ApiServices) => Promise<PortalPage>;
