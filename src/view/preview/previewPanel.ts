import { randomBytes } from 'node:crypto';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { readToHost, type ToPage } from '../../chart/protocol';
import type { ForecastExportJob } from '../../jobs/exportJob';
import { accountKey } from '../../jobs/followedJob';
import { plainText } from '../../jobs/plainText';
import type { Connection, Log } from '../../jobs/ports';
import { redact } from '../../jobs/redact';
import { accountText } from '../accountText';
import { isOf, type Origin } from '../detailsAddress';
import { jobName } from '../jobText';
import { applyRemedy, remedyLabel } from '../remedies';
import type { Session } from '../session';
import { PreviewConversation } from './conversation';
import { pageHtml } from './pageHtml';
import { pageTexts } from './pageTexts';
import { chooseChartFile, saveText } from './previewFiles';
import { identityText, type PreviewIdentity } from './previewIdentity';
import type { PreviewSources } from './previewSources';

export interface PreviewContext {
  readonly session: Session;
  readonly log: Log;
  readonly sources: PreviewSources;
  /** The extension's folder. */
  readonly extensionUri: vscode.Uri;
  /** Asks for an export to compare with. */
  readonly chooseOther: (job: ForecastExportJob) => Promise<ForecastExportJob | undefined>;
}

/** What a page may load: nothing but the extension's own script and style. */
export function pageOptions(extensionUri: vscode.Uri): vscode.WebviewOptions {
  return {
    enableScripts: true,
    enableCommandUris: false,
    enableForms: false,
    localResourceRoots: [vscode.Uri.joinPath(extensionUri, 'dist')],
  };
}

/** Makes the page, or makes it anew; its script then says that it listens. */
export function loadPage(webview: vscode.Webview, extensionUri: vscode.Uri): void {
  const address = (file: string) =>
    webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, 'dist', file)).toString();
  webview.html = pageHtml({
    nonce: randomBytes(16).toString('base64url'),
    source: webview.cspSource,
    script: address('preview.js'),
    style: address('preview.css'),
  });
}

/** The page "Exported data" of one job, in a tab of the editor. */
export class PreviewPanel {
  readonly #conversation: PreviewConversation;
  readonly #listening: vscode.Disposable[];
  /** Gives back the connections that the data is read with, also while the view shows another account. */
  readonly #releases = new Map<Connection, () => void>();

  constructor(
    readonly panel: vscode.WebviewPanel,
    readonly identity: PreviewIdentity,
    private readonly context: PreviewContext,
    private readonly onPost: (message: ToPage) => void,
  ) {
    const { session, log, sources, extensionUri } = context;
    const { webview } = panel;
    const held: PreviewSources = {
      ...sources,
      openData: async (job, signal) => {
        await this.#hold(session);
        return sources.openData(job, signal);
      },
    };
    this.#conversation = new PreviewConversation(identity.job, held, {
      post: message => this.#post(message),
      start: () => this.#start(),
      language: vscode.env.language,
      elsewhere: () => this.#elsewhere(),
      switchAccount: () => {
        const { choice, region } = identity.origin;
        return session.choose({ ...choice, region });
      },
      copy: async text => vscode.env.clipboard.writeText(text),
      saveText,
      chooseChartFile,
      chooseOther: context.chooseOther,
      nameOf: jobName,
      remedyLabel: remedy => remedyLabel(remedy).label,
      applyRemedy,
      logError: error =>
        log.error(redact(error instanceof Error ? (error.stack ?? error.message) : String(error))),
    });
    this.#listening = [
      webview.onDidReceiveMessage((message: unknown) => this.#onMessage(message)),
      session.onDidChange(() => this.#conversation.checkAccount()),
    ];
    loadPage(webview, extensionUri);
  }

  compareWith(other: ForecastExportJob): Promise<void> {
    return this.#conversation.compareWith(other);
  }

  /** What the page was sent is what its own side of the protocol takes. */
  receive(message: unknown): void {
    this.#onMessage(message);
  }

  dispose(): void {
    this.#conversation.dispose();
    this.#listening.forEach(listening => void listening.dispose());
    this.#releases.forEach(release => release());
    this.#releases.clear();
  }

  async #hold(session: Session): Promise<void> {
    const connection = await session.connection();
    if (connection && !this.#releases.has(connection)) {
      this.#releases.set(connection, session.hold(connection));
    }
  }

  #onMessage(raw: unknown): void {
    const message = readToHost(raw);
    if (!message) {
      this.context.log.error('the page "Exported data" sent a message that is none of its own');
      return;
    }
    this.#conversation.receive(message).catch((error: unknown) => {
      this.context.log.error(redact(error instanceof Error ? (error.stack ?? error.message) : String(error)));
    });
  }

  #post(message: ToPage): void {
    this.onPost(message);
    void this.panel.webview.postMessage(message);
  }

  #start(): ToPage {
    const { origin, job } = this.identity;
    return {
      type: 'start',
      texts: pageTexts(),
      title: jobName(job),
      about: [accountText(origin), plainText(job.destination.path ?? '')].filter(Boolean).join(' · '),
      language: vscode.env.language,
      identity: identityText(this.identity),
    };
  }

  #elsewhere(): { readonly why: string; readonly button: string } | undefined {
    const { origin } = this.identity;
    if (isShown(this.context.session, origin)) {
      return undefined;
    }
    const whose = accountText(origin);
    return {
      why: l10n.t('The view shows another account or region now. This is of {0}', whose),
      button: l10n.t('Switch to {0}', whose),
    };
  }
}

/** Whether the view looks at that account and region, or will once it is connected. */
function isShown({ state, choice }: Session, origin: Origin): boolean {
  if (state.kind === 'connected') {
    return isOf(state.connection, origin);
  }
  return (
    choice !== undefined &&
    accountKey(choice) === accountKey(origin.choice) &&
    (choice.region ?? origin.region) === origin.region
  );
}
