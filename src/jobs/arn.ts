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

/** Whether a text has the form of an export job's ARN that Describe would take. */
export function isExportJobArn(text: string): boolean {
  const arn = parseArn(text);
  return arn?.service === 'forecast' && /^forecast-export(-job)?\//.test(arn.resource) && text.length <= 256;
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
