import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { CompareOptions, Comparison, ExportedData, ExportPart } from './data/exportedData';
import type { ForecastExportJob } from './jobs/exportJob';
import { CancelledError } from './jobs/failure';
import type { JobClock } from './jobs/jobClock';
import { Accounts } from './view/accounts';
import { registerCommands } from './view/commands';
import { watchConfigFiles } from './view/configFiles';
import { JobDetails } from './view/details';
import { ExportedFiles } from './view/files/exportedFiles';
import { PartDocuments } from './view/files/partDocuments';
import { chooseOther } from './view/commands/preview';
import { PreviewPanels } from './view/preview/previewPanels';
import { FollowedFolder } from './view/followedFolder';
import { FollowedJobs } from './view/followedJobs';
import { Following } from './view/following';
import { ExportForms } from './view/exportForm/exportForms';
import { initialChoice } from './view/initialChoice';
import { JobsTree } from './view/jobsTree';
import { registerLinkSources } from './view/linkSources';
import { askMfaCode } from './view/mfaCode';
import { QueryResultPage } from './view/queries/queryResultPage';
import { Session, type Connections } from './view/session';
import { onDidChangeSetting, setting } from './view/settings';
import { JobTools } from './view/tools/jobTools';
import { editorClock, ShownUpdates } from './view/updates';

/** What the suite inside the editor looks at; nothing for other extensions. */
export interface Internals {
  readonly session: Session;
  readonly tree: JobsTree;
  readonly details: JobDetails;
  readonly tools: JobTools;
  readonly clock: JobClock;
  readonly updates: ShownUpdates;
  readonly following: Following;
  /** The folder that all windows share. */
  readonly storage: string;
  readonly forms: ExportForms;
  readonly files: ExportedFiles;
  readonly documents: PartDocuments;
  readonly previews: PreviewPanels;
  readonly queryResult: QueryResultPage;
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
    initialChoice(process.env),
  );
  const details = new JobDetails(session);
  const clock = editorClock(context.subscriptions);
  const storage = context.globalStorageUri.fsPath;
  const accounts = new Accounts(connections, session);
  const followed = new FollowedJobs(new FollowedFolder(storage, Date.now), accounts, session, clock, log);
  const files = new ExportedFiles(session);
  const documents = new PartDocuments(session);
  const data = dataOf(session, files, translations);
  const previews = new PreviewPanels({
    session,
    log,
    extensionUri: context.extensionUri,
    sources: { openData: data.openData, compareExports: data.compareExports, forget: () => files.forget() },
    chooseOther: job => chooseOther({ session }, job),
  });
  const queryResult = new QueryResultPage(context.extensionUri, log);
  const tree = new JobsTree(session, followed, files);
  const tools = new JobTools({ session, tree, log });
  const updates = new ShownUpdates(clock, session, tree);
  const following = new Following(followed, accounts, details, tree, updates, previews);
  void followed.start();
  const forms = new ExportForms(session, () => Date.now());
  context.subscriptions.push(
    log,
    session,
    tree,
    details,
    tools,
    updates,
    updates.onDidEnd(({ before }) => details.refresh(before)),
    following,
    files,
    documents,
    previews,
    queryResult,
    registerCommands({
      session,
      tree,
      connections,
      followed,
      log,
      details,
      forms,
      files,
      documents,
      previews,
      queryResult,
      ...data,
    }),
    registerLinkSources(),
    watchConfigFiles(connections, session),
    onDidChangeSetting('endpoint', () => {
      accounts.close();
      session.reconnect();
    }),
  );
  return context.extensionMode === vscode.ExtensionMode.Test
    ? {
        session,
        tree,
        details,
        tools,
        clock,
        updates,
        following,
        storage,
        forms,
        files,
        documents,
        previews,
        queryResult,
      }
    : undefined;
}

/** The readers load when the data of an export is first looked at. */
function dataOf(session: Session, files: ExportedFiles, translations: Record<string, string>) {
  const readers = async () => {
    const data = await import('./data');
    data.useTranslations(translations);
    return data;
  };
  const objects = async () => {
    const connection = await session.connection();
    if (!connection) {
      throw new CancelledError();
    }
    return connection.objects;
  };
  return {
    openData: async (job: ForecastExportJob, signal?: AbortSignal): Promise<ExportedData> => {
      // Of the account that the files were listed in, whatever is chosen meanwhile.
      const listed = await files.listed(job, signal);
      if (!listed) {
        throw new CancelledError();
      }
      return (await readers()).openExportedData(listed.store, listed.parts);
    },
    storedTypes: async (part: ExportPart, signal?: AbortSignal) => {
      const [{ readStoredTypes }, store] = await Promise.all([readers(), objects()]);
      return readStoredTypes(store, part, signal);
    },
    compareExports: async (
      before: ExportedData,
      after: ExportedData,
      options: CompareOptions,
    ): Promise<Comparison> => (await readers()).compareExports(before, after, options),
  };
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
      const { open } = await aws();
      return open({
        choice,
        endpoint: setting('endpoint').trim(),
        askMfaCode,
        log,
      });
    },
  };
}
