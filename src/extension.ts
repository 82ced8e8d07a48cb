import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { FailureError } from './jobs/failure';
import type { ConnectionChoice } from './jobs/ports';
import { plainText } from './jobs/plainText';
import { registerCommands } from './view/commands';
import { watchConfigFiles } from './view/configFiles';
import { JobDetails } from './view/details';
import { JobsTree } from './view/jobsTree';
import { choiceText } from './view/jobText';
import { Session, type Connections } from './view/session';
import { onDidChangeSetting, setting } from './view/settings';

/** What the suite inside the editor looks at; nothing for other extensions. */
export interface Internals {
  readonly session: Session;
  readonly tree: JobsTree;
  readonly details: JobDetails;
}

/** Makes the pieces, joins them, registers them. The SDK and the sample account load when first asked for. */
export function activate(context: vscode.ExtensionContext): Internals | undefined {
  const translations = vscode.l10n.bundle ?? {};
  l10n.config({ contents: translations });
  const log = vscode.window.createOutputChannel('Amazon Forecast Exports', { log: true });
  const connections = connectionsWith(log, translations);
  const session = new Session(
    connections,
    context.workspaceState,
    context.globalState,
    choiceOf(process.env),
  );
  const tree = new JobsTree(session);
  const details = new JobDetails(session);
  context.subscriptions.push(
    log,
    session,
    tree,
    details,
    registerCommands({ session, tree, connections, log, details }),
    watchConfigFiles(connections, session),
    onDidChangeSetting('endpoint', () => session.reconnect()),
  );
  return context.extensionMode === vscode.ExtensionMode.Test ? { session, tree, details } : undefined;
}

function connectionsWith(log: vscode.LogOutputChannel, translations: Record<string, string>): Connections {
  const aws = async () => {
    const bundle = await import('./aws');
    bundle.useTranslations(translations);
    return bundle;
  };
  return {
    profiles: async () => (await aws()).profiles(),
    configFiles: async () => (await aws()).configFiles(),
    open: async choice => {
      if (choice.kind === 'sample') {
        const local = await import('./local');
        local.useTranslations(translations);
        return local.connectSample(choice.region === undefined ? {} : { region: choice.region });
      }
      const sdk = await aws();
      return sdk.connect({
        choice,
        region: (await sdk.regionOf(choice)) ?? noRegion(choice),
        endpoint: setting('endpoint').trim(),
        askMfaCode,
        log,
      });
    },
  };
}

function noRegion(choice: ConnectionChoice): never {
  throw new FailureError({
    kind: 'region',
    what: l10n.t('No region is set for {0}.', choiceText(choice)),
    helps: l10n.t('Choose one, or set it in the profile or in AWS_REGION.'),
    remedies: [{ kind: 'chooseRegion' }, { kind: 'chooseProfile' }],
  });
}

async function askMfaCode(serial: string): Promise<string | undefined> {
  return vscode.window.showInputBox({
    title: l10n.t('MFA Code'),
    prompt: l10n.t('The code that your MFA device shows now: {0}', plainText(serial)),
    ignoreFocusOut: true,
    validateInput: code =>
      /^\d{6,8}$/.test(code) ? undefined : l10n.t('A code of 6 to 8 digits is expected.'),
  });
}

/** What to connect to before anything was chosen: what the environment names, which no workspace can set. */
function choiceOf(env: NodeJS.ProcessEnv): ConnectionChoice | undefined {
  if (env['FORECAST_EXPORTS_CONNECTION'] === 'sample') {
    return { kind: 'sample' };
  }
  if (env['FORECAST_EXPORTS_CONNECTION'] === 'environment' || env['AWS_ACCESS_KEY_ID']) {
    return { kind: 'environment' };
  }
  const profile = env['AWS_PROFILE'];
  return profile ? { kind: 'profile', profile } : undefined;
}
