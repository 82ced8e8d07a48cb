import { accountKey } from '../jobs/followedJob';
import type { Connection } from '../jobs/ports';
import { readChoice } from './remembered';

/** The account and region that a job was seen in. */
export type Origin = Pick<Connection, 'choice' | 'region'>;

/** The query of the address of a job's details: whose job it is, so that no other account is ever asked for it. */
export function addressQuery({ choice, region }: Origin, id: string): string {
  const profile = choice.kind === 'profile' ? { profile: choice.profile } : {};
  return new URLSearchParams({ connection: choice.kind, ...profile, region, job: id }).toString();
}

/** What `addressQuery` wrote; undefined for any other text. */
export function readAddress(query: string): { readonly origin: Origin; readonly id: string } | undefined {
  const values = new URLSearchParams(query);
  const choice = readChoice({
    kind: values.get('connection'),
    profile: values.get('profile'),
    region: values.get('region') ?? undefined,
  });
  const id = values.get('job');
  return choice?.region !== undefined && id ? { origin: { choice, region: choice.region }, id } : undefined;
}

/** Whether a connection looks at that account and region. */
export function isOf(connection: Origin, { choice, region }: Origin): boolean {
  return accountKey(connection.choice) === accountKey(choice) && connection.region === region;
}
