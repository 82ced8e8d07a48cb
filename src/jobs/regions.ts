/** The regions that have Amazon Forecast. Source: Amazon Forecast endpoints and quotas, AWS General Reference. */
export const forecastRegions = [
  'us-east-1',
  'us-east-2',
  'us-west-2',
  'eu-central-1',
  'eu-west-1',
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-south-1',
  'ap-southeast-1',
  'ap-southeast-2',
] as const;

/** Whether a text has the form of a region's name; it becomes part of a host name. */
export function isRegionName(text: string): boolean {
  return /^[a-z]{2,}(-[a-z0-9]+){1,4}$/.test(text) && text.length <= 40;
}
