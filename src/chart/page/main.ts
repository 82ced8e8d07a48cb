import './browserLanguage';
import { readKeptState, type KeptState } from '../keptState';
import { readToPage, type ToHost } from '../protocol';
import { PreviewPage } from './previewPage';

/** What the editor gives to a page; it can be asked for once. */
declare function acquireVsCodeApi(): {
  postMessage(message: ToHost): void;
  getState(): unknown;
  setState(state: KeptState): void;
};

const editor = acquireVsCodeApi();
const post = (message: ToHost) => editor.postMessage(message);
let page: PreviewPage | undefined;

window.addEventListener('message', (event: MessageEvent<unknown>) => {
  const message = readToPage(event.data);
  if (message?.type === 'start') {
    document.documentElement.lang = message.language;
    document.title = message.title;
    page ??= new PreviewPage(
      document.body,
      message,
      { post, keep: state => editor.setState(state) },
      readKeptState(editor.getState()),
    );
  } else if (message) {
    page?.receive(message);
  } else {
    post({ type: 'broken', why: 'a message of the extension is none that the page knows' });
  }
});

window.addEventListener('error', ({ message }) => post({ type: 'broken', why: message.slice(0, 1000) }));
window.addEventListener('unhandledrejection', ({ reason }) =>
  post({ type: 'broken', why: String(reason instanceof Error ? reason.stack : reason).slice(0, 5000) }),
);

const kept = readKeptState(editor.getState());
post({ type: 'ready', rows: kept?.rows ?? 0, ...(kept?.item === undefined ? {} : { item: kept.item }) });
