/**
 * The editor's page with an extension under development written into its configuration: what the address of a
 * desktop's `--extensionDevelopmentPath` does, without the flags that would hide notifications and dialogs.
 */
export function withDevelopmentExtension(page: string, origin: string, folder: string): string {
  const element = /(id="vscode-workbench-web-configuration" data-settings=")([^"]*)(")/;
  const [, before, settings, after] = element.exec(page) ?? [];
  if (before === undefined || settings === undefined || after === undefined) {
    throw new Error('The page of the editor has no vscode-workbench-web-configuration');
  }
  const parsed: unknown = JSON.parse(settings.replaceAll('&quot;', '"').replaceAll('&amp;', '&'));
  const configuration = {
    ...(typeof parsed === 'object' ? parsed : {}),
    developmentOptions: {
      extensions: [{ scheme: 'vscode-remote', authority: new URL(origin).host, path: folder }],
    },
  };
  const written = JSON.stringify(configuration).replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  return page.replace(element, () => before + written + after);
}
