import type { ConnectionChoice } from '../jobs/ports';

/** What to connect to before anything was chosen: what the environment names, which no workspace can set. */
export function initialChoice(env: NodeJS.ProcessEnv): ConnectionChoice | undefined {
  if (env.FORECAST_EXPORTS_CONNECTION === 'sample') {
    return { kind: 'sample' };
  }
  if (env.FORECAST_EXPORTS_CONNECTION === 'environment' || env.AWS_ACCESS_KEY_ID) {
    return { kind: 'environment' };
  }
  const profile = env.AWS_PROFILE;
  return profile ? { kind: 'profile', profile } : undefined;
}
