import axe from 'axe-core';

/** A page or a frame, or an element in it. */
interface Evaluates {
  evaluate<R>(expression: string): Promise<R>;
}

/** To be run in a page before it is asked for violations again and again: it needn't be sent each time, then. */
export const axeScript = axe.source;

/**
 * What axe-core says against a page as it is now, one line for each element; by all of its rules.
 * @param rules only these
 */
export async function violationsIn(page: Evaluates, rules?: readonly string[]): Promise<readonly string[]> {
  if (!(await page.evaluate<boolean>('Boolean(window.axe)'))) {
    // What the script comes to is of no use here, and can't be handed over.
    await page.evaluate(`${axeScript}; undefined`);
  }
  const options = JSON.stringify({
    resultTypes: ['violations'],
    // The page has neither frames nor media, and no style sheet of another site.
    iframes: false,
    preload: false,
    ...(rules ? { runOnly: rules } : {}),
  });
  return page.evaluate<string[]>(`(async () => {
    const { violations } = await window.axe.run(document, ${options});
    return violations.flatMap(({ id, impact, nodes }) =>
      nodes.map(({ html, failureSummary }) => [impact, id, html.slice(0, 150), failureSummary].join(' · ')));
  })()`);
}
