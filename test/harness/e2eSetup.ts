import { findBrowser } from './browser';
import { installEditor } from './editorPackage';
import { packageExtension } from './extensionPackage';
import { editorUnderTest } from './forecastExports';

/** Once before all e2e tests, so that no test's time is spent on downloads or on building the package. */
export default async function setup(): Promise<void> {
  await installEditor(editorUnderTest());
  await findBrowser();
  await packageExtension();
}
