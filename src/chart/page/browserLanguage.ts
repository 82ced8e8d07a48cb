/**
 * uPlot asks for the browser's language while it is loaded and throws where that is no language tag, as the
 * `en-US@posix` of a browser started without a locale. Imported before it.
 */
function isLanguageTag(language: string): boolean {
  try {
    return new Intl.NumberFormat(language).resolvedOptions().locale !== '';
  } catch {
    return false;
  }
}

if (!isLanguageTag(navigator.language)) {
  Object.defineProperty(navigator, 'language', { value: 'en' });
}

export {};
