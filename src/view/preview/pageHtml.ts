export interface PageAddresses {
  /** Once for each page, so that no other script runs in it. */
  readonly nonce: string;
  /** What the editor serves the extension's own files from. */
  readonly source: string;
  readonly script: string;
  readonly style: string;
}

/**
 * The page "Exported data", empty: all that is in it is made by its script. Nothing is loaded but that script and its
 * style; pictures are those it draws itself.
 */
export function pageHtml({ nonce, source, script, style }: PageAddresses): string {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${source}`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Exported data</title>
<link rel="stylesheet" href="${style}">
</head>
<body>
<script nonce="${nonce}" src="${script}"></script>
</body>
</html>
`;
}
