import { isRegionName } from './regions';

/** The parts of an ARN, as they stand in it. */
export interface Arn {
  readonly partition: string;
  readonly service: string;
  /** '' where the ARN has none. */
  readonly region: string;
  readonly account: string;
  readonly resource: string;
}

/**
 * Takes an ARN apart; undefined for a text that isn't one. Never throws.
 * Source: "arn:partition:service:region:account-id:resource" in the AWS General Reference.
 */
export function parseArn(text: string): Arn | undefined {
  const match = /^arn:([\w-]+):([\w-]+):([\w-]*):(\w*):(\S+)$/.exec(text);
  const [, partition, service, region, account, resource] = match ?? [];
  if (!partition || !service || region === undefined || account === undefined || !resource) {
    return undefined;
  }
  return { partition, service, region, account, resource };
}

/**
 * The forecast's name as it stands in a job's ARN (`…:forecast-export-job/FORECAST/EXPORT`), for showing only:
 * the forecast's own ARN may differ from it. undefined for older forms without it.
 */
export function forecastNameOf(jobArn: string | undefined): string | undefined {
  const match = /^forecast-export-job\/([^/]+)\/[^/]+$/.exec(parseArn(jobArn ?? '')?.resource ?? '');
  return match?.[1];
}

/** In characters. Source: Arn in the service model. */
export const longestArn = 256;

/** Whether a text has the form of an export job's ARN that Describe would take. */
export function isExportJobArn(text: string): boolean {
  const arn = parseArn(text);
  return (
    arn?.service === 'forecast' && /^forecast-export(-job)?\//.test(arn.resource) && text.length <= longestArn
  );
}

/** An export job's ARN that tells where the job is: what a link can be made of, and followed to. */
export interface ExportJobArn {
  readonly text: string;
  readonly region: string;
  /** Twelve digits. */
  readonly account: string;
}

/** An export job's ARN in a longer text. */
export interface FoundArn {
  readonly arn: ExportJobArn;
  /** Where it starts, in UTF-16 units. */
  readonly start: number;
}

/**
 * Each part has a longest form, so that a line of any length is looked through in one go. A name may be followed by
 * the end of a sentence, but not by a further segment: `a/b/c` is no export job.
 */
const exportJobArns =
  /(?<![\w-])arn:[a-z][a-z\d-]{0,20}:forecast:([a-z\d-]{1,40}):(\d{12}):forecast-export(?:-job)?\/[\w-]{1,200}(?:\/[\w-]{1,200})?(?![\w/-])/g;

/**
 * The export jobs' ARNs in a text, in its order. Older forms are among them where Describe takes them; ARNs of
 * other resources, without a region or an account, or broken, are not.
 * @param most how many are looked for
 * @param before only those that start before this place; the text need not be looked through beyond them
 */
export function findExportJobArns(text: string, most = Infinity, before = text.length): readonly FoundArn[] {
  const found: FoundArn[] = [];
  const looked = text.slice(0, before + longestArn + 1);
  for (const { 0: arn, 1: region = '', 2: account = '', index } of looked.matchAll(exportJobArns)) {
    if (found.length >= most || index >= before) {
      break;
    }
    if (isExportJobArn(arn) && isRegionName(region)) {
      found.push({ arn: { text: arn, region, account }, start: index });
    }
  }
  return found;
}

/** The parts of a text that is such an ARN and nothing else; undefined for every other text. */
export function exportJobArn(text: string): ExportJobArn | undefined {
  const [found] = text.length <= longestArn ? findExportJobArns(text, 1) : [];
  return found?.arn.text === text ? found.arn : undefined;
}

/** Whether a text has the form of a forecast's ARN. Source: the pattern and length of Arn in the service model. */
export function isForecastArn(text: string): boolean {
  const arn = parseArn(text);
  return arn?.service === 'forecast' && /^forecast\/[\w-]+/.test(arn.resource) && text.length <= 256;
}

/** The partition and region of a job by its ARN, with the connection's region where the ARN tells none. */
export function whereJobIs(
  jobArn: string | undefined,
  connectionRegion: string,
): { partition: string; region: string } {
  const arn = parseArn(jobArn ?? '');
  return { partition: arn?.partition ?? 'aws', region: arn?.region || connectionRegion };
}
