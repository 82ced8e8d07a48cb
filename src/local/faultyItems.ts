type Item = Record<string, unknown>;

/** Texts that do harm where they are taken for more than texts. */
const hostileTexts = [
  '[click](command:workbench.action.terminal.new) $(alert) <b>bold</b>',
  '<img src=x onerror=alert(1)><script>alert(2)</script>',
  'exe.gpj\u202Egnp.txt\u2066 bidi \u2069',
  'nul\u0000 bell\u0007 escape\u001b[31m red\u001b[0m\r\nsecond line\ttab',
  '`$(touch /tmp/owned)`; rm -rf ~ && "quoted" \'single\' %PATH% !history',
  '![picture](https://example.com/track.png) | table | ~~struck~~ \\u202e',
  '\ud800 lone surrogate, \u{1F9EA} and e\u0301',
] as const;

/**
 * Every text in the item; the status and the ARN of some jobs only, the same ones each time, so that the others keep
 * their groups. Such an ARN has the true one before it: each is still of one job, and `trueArns` finds that.
 */
export function hostile(item: Item, index: number): Item {
  const text = hostileTextAt(index);
  const { ForecastExportJobArn: arn } = item;
  const place = typeof arn === 'string' ? sumOf(arn) : index;
  const changed: Item = {};
  for (const [key, value] of Object.entries(item)) {
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      changed[key] = hostile(value as Item, index);
    else if (typeof value !== 'string') changed[key] = value;
    else if (key === 'Status') changed[key] = place % 3 === 1 ? hostileTextAt(place) : value;
    else if (key === 'ForecastExportJobArn')
      changed[key] = place % 4 === 1 ? `${value}/${hostileTextAt(place)}` : value;
    else if (key === 'Path')
      changed[key] = `s3://bucket-of-nobody/${text}/${'long/'.repeat(900)}`.slice(0, 4096);
    else changed[key] = index % 2 === 0 ? text : `${value} ${text}`;
  }
  if ('Status' in changed && !('Message' in changed)) changed.Message = text;
  return changed;
}

function hostileTextAt(index: number): string {
  return hostileTexts[index % hostileTexts.length] ?? '';
}

function sumOf(text: string): number {
  let sum = 0;
  for (let index = 0; index < text.length; index++) sum += text.charCodeAt(index);
  return sum;
}

/** An input as it is meant: a job that was told under a hostile ARN is asked for under that, also later. */
export function trueArns(input: unknown): unknown {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return input;
  return Object.fromEntries(
    Object.entries(input).map(([key, value]) => {
      const hostileEnd =
        key.endsWith('Arn') && typeof value === 'string'
          ? hostileTexts.find(text => value.endsWith(`/${text}`))
          : undefined;
      return [key, hostileEnd === undefined ? value : String(value).slice(0, -hostileEnd.length - 1)];
    }),
  );
}

/** Something else is missing from one item to the next; one has nothing at all. */
export function partial(item: Item, index: number): Item {
  const without = (...left: readonly string[]) =>
    Object.fromEntries(Object.entries(item).filter(([key]) => !left.some(name => key.endsWith(name))));
  switch (index % 8) {
    case 0:
      return without('Destination');
    case 1:
      return without('JobArn');
    case 2:
      return without('Name');
    case 3:
      return without('Status');
    case 4:
      return without('Time');
    case 5:
      return { ...item, Destination: {} };
    case 6:
      return {};
    default:
      return { ...item, Destination: { S3Config: {} } };
  }
}

/** Another JSON type for every member. */
export function strangeTypes(item: Item): Item {
  const other = (value: unknown): unknown => {
    if (typeof value === 'string') return 7;
    return typeof value === 'number' ? 'yesterday' : 'x';
  };
  return Object.fromEntries(Object.entries(item).map(([key, value]) => [key, other(value)]));
}

/** Forms that stand in old documents, and some that are none. Each is told apart by its number. */
export function oddArn(item: Item, index: number): Item {
  if (!('ForecastExportJobArn' in item)) return item;
  const forms = [
    `arn:aws:forecast::us-west-2:111122223333:forecast-export/${index}`,
    `arn:aws:forecast:us-west-2:111122223333:forecast-export-job/only_${index}`,
    `not an ARN, number ${index}`,
    `arn:aws:forecast:us-west-2:111122223333:forecast-export-job/a/b/c/${index}`,
    `arn:::::${index}`,
    `arn:aws-iso:forecast:us-iso-east-1:111122223333:forecast-export-job/déjà vu/${index}`,
  ];
  return { ...item, ForecastExportJobArn: forms[index % forms.length] };
}

export function oddDate(item: Item, index: number): Item {
  const dates = [1e18, -1e12, 0, 253402300800, -62135596801, 4e9 + 0.123456789];
  const date = dates[index % dates.length];
  return { ...item, CreationTime: date, LastModificationTime: dates[(index + 1) % dates.length] };
}
