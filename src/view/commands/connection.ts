import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { FailureError } from '../../jobs/failure';
import { plainText } from '../../jobs/plainText';
import type { ConnectionChoice, Profile } from '../../jobs/ports';
import { forecastRegions, isRegionName } from '../../jobs/regions';
import { threeAtATime } from '../../jobs/threeAtATime';
import { choiceText } from '../accountText';
import { withoutIcons } from '../remedies';
import { telling, withCancel, type CommandContext } from './context';

export async function chooseProfile(context: CommandContext): Promise<void> {
  const picked = await vscode.window.showQuickPick(profilePicks(context), {
    title: l10n.t('Choose Profile'),
    placeHolder: l10n.t('Where the credentials come from'),
    matchOnDescription: true,
  });
  if (picked?.choice) {
    await connectTo(context, picked.choice);
  }
}

interface ProfilePick extends vscode.QuickPickItem {
  readonly choice?: ConnectionChoice;
}

async function profilePicks({ connections, session }: CommandContext): Promise<ProfilePick[]> {
  const profiles = await connections.profiles();
  const current = session.choice;
  const mark = (isCurrent: boolean) => (isCurrent ? ` — ${l10n.t('current')}` : '');
  return [
    ...profiles.map((profile): ProfilePick => {
      const isCurrent = current?.kind === 'profile' && current.profile === profile.name;
      return {
        label: withoutIcons(plainText(profile.name, 80)),
        description: withoutIcons(
          [profile.region, credentialsText(profile)].filter(Boolean).join(' · ') + mark(isCurrent),
        ),
        choice: { kind: 'profile', profile: profile.name },
      };
    }),
    ...(profiles.length === 0
      ? [{ label: l10n.t('No profiles were found in the AWS config files'), alwaysShow: true }]
      : []),
    { label: '', kind: vscode.QuickPickItemKind.Separator },
    {
      label: l10n.t('Environment'),
      description:
        l10n.t('AWS_PROFILE, access keys or a role of this machine') + mark(current?.kind === 'environment'),
      choice: { kind: 'environment' },
    },
    {
      label: l10n.t('Sample data'),
      description:
        l10n.t('A made-up account; nothing leaves this machine') + mark(current?.kind === 'sample'),
      choice: { kind: 'sample' },
    },
  ];
}

function credentialsText({ credentials }: Profile): string {
  switch (credentials) {
    case 'sso':
      return l10n.t('IAM Identity Center');
    case 'login':
      return l10n.t('console sign-in');
    case 'assumeRole':
      return l10n.t('assumes a role');
    case 'webIdentity':
      return l10n.t('web identity');
    case 'process':
      return l10n.t('credential process');
    case 'keys':
      return l10n.t('access keys');
    case 'unknown':
      return '';
  }
}

/** Connects; where only the region is missing, asks for that at once. */
async function connectTo(context: CommandContext, choice: ConnectionChoice): Promise<void> {
  const { session } = context;
  await session.choose(choice);
  await vscode.commands.executeCommand('forecastExports.jobs.focus');
  await session.connect();
  if (session.state.kind === 'failed' && session.state.failure.kind === 'region') {
    await chooseRegion(context);
  }
}

export async function useSampleData(context: CommandContext): Promise<void> {
  await connectTo(context, { kind: 'sample' });
}

export async function chooseRegion(context: CommandContext): Promise<void> {
  const { session } = context;
  const choice = session.choice;
  if (!choice) {
    await chooseProfile(context);
    return;
  }
  const region = await pickRegion(
    session.state.kind === 'connected' ? session.state.connection.region : choice.region,
  );
  if (region !== undefined) {
    await session.choose({ ...choice, region });
  }
}

/** Offers the regions that have the service; any other may be typed. */
function pickRegion(current: string | undefined): Promise<string | undefined> {
  const known: vscode.QuickPickItem[] = forecastRegions.map(region => ({
    label: region,
    ...(region === current ? { description: l10n.t('current') } : {}),
  }));
  const pick = vscode.window.createQuickPick();
  pick.title = l10n.t('Choose Region');
  pick.placeholder = l10n.t('Choose a region that has Amazon Forecast, or type another');
  pick.items = known;
  pick.activeItems = known.filter(item => item.label === current);
  pick.onDidChangeValue(value => {
    const typed = value.trim();
    const isNew = isRegionName(typed) && !known.some(item => item.label === typed);
    const other = { label: typed, description: l10n.t('a region that is not on the list'), alwaysShow: true };
    pick.items = isNew ? [...known, other] : known;
  });
  return new Promise(resolve => {
    pick.onDidAccept(() => {
      resolve(pick.selectedItems[0]?.label);
      pick.hide();
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}

/** Asks each other region for one job: one small call each, at most three at a time. */
export async function lookInOtherRegions(context: CommandContext): Promise<void> {
  const { session, log } = context;
  await telling(log, async () => {
    const connection = await session.connection();
    if (!connection) {
      await chooseProfile(context);
      return;
    }
    const regions = forecastRegions.filter(region => region !== connection.region);
    const found: string[] = [];
    const failed: string[] = [];
    let asked = 0;
    await withCancel(l10n.t('Looking for export jobs in other regions'), async (signal, report) => {
      await threeAtATime(
        regions,
        async region => {
          try {
            const page = await connection.inRegion(region).list({ filters: [], maxResults: 1 }, signal);
            if (page.items.length > 0 || page.nextToken !== undefined) {
              found.push(region);
            }
          } catch (error) {
            if (error instanceof FailureError) {
              failed.push(`${region}: ${error.failure.what}`);
            } else if (!signal.aborted) {
              throw error;
            }
          }
          asked += signal.aborted ? 0 : 1;
          report(l10n.t('{0} of {1} regions', asked, regions.length));
        },
        signal,
      );
    });
    await offerRegions(context, found, failed, asked);
  });
}

async function offerRegions(
  { session, log }: CommandContext,
  found: readonly string[],
  failed: readonly string[],
  asked: number,
): Promise<void> {
  failed.forEach(line => log.warn(line));
  const { choice } = session;
  const showLog = l10n.t('Show Log');
  if (found.length === 0 || !choice) {
    const read = l10n.t('No export jobs were found. Other regions looked into: {0}', asked - failed.length);
    const unread = l10n.t('Regions that could not be read: {0}', failed.length);
    const answer = await vscode.window.showInformationMessage(
      failed.length > 0 ? `${read}. ${unread}` : `${read}.`,
      ...(failed.length > 0 ? [showLog] : []),
    );
    if (answer === showLog) {
      log.show();
    }
    return;
  }
  const picked = await vscode.window.showQuickPick(
    [...found].sort().map(region => ({ label: region, description: l10n.t('has export jobs') })),
    { title: l10n.t('Export jobs of {0} in other regions', choiceText(choice)) },
  );
  if (picked) {
    await session.choose({ ...choice, region: picked.label });
  }
}
