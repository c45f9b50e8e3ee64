import { settingsOf } from '../../lib/settings/ofStage.ts';
import { synthesise } from './synthesise.ts';

interface Resource {
  Type: string;
  Properties: Record<string, never>;
}

/** The template of a prod stage with everything that is a setting, and its resources by type. */
export const whole = {
  ...settingsOf('prod'),
  protected: true,
  firewall: true,
  dashboard: true,
  alarms: 'all',
} as const;
export const template = synthesise('prod', whole);
export const resources = template.toJSON().Resources as Record<string, Resource>;
export const all = (type: string) => Object.entries(resources).filter(([, { Type }]) => Type === type);
export const functions = () =>
  all('AWS::Lambda::Function').map(([id, { Properties }]) => [id, Properties as Record<string, unknown>] as const);
