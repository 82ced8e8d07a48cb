const account = /(?<!\d)\d{12}(?!\d)/g;
const accountOfArn = /\barn:[\w-]{1,20}:[\w-]{1,40}:[\w-]{0,30}:(\d{12}):/g;
/** The tail of a UUID, as in the ARN of a KMS key, can have twelve digits, too. */
const tailOfUuid = /[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-$/i;
/** `202606121030`: names and folders often hold the minute in which they were made. */
const minute = /^(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3])[0-5]\d$/;

/**
 * Makes a function that takes the numbers of AWS accounts out of texts. Each becomes `account-1`, `account-2` and so
 * on, the same number always the same, so that one sees still which belong together. The numbers that stand in an ARN
 * of any of `texts` are taken out wherever they stand; others of twelve digits, too, but for the tail of a UUID and
 * what reads as a date and time.
 *
 * @param texts all that will be masked, so that a number is known before its first ARN is met
 */
export function accountMask(texts: readonly string[]): (text: string) => string {
  const names = new Map<string, string>();
  const nameOf = (number: string) => {
    const name = names.get(number) ?? `account-${names.size + 1}`;
    names.set(number, name);
    return name;
  };
  for (const text of texts) {
    for (const [, number = ''] of text.matchAll(accountOfArn)) {
      nameOf(number);
    }
  }
  return text =>
    text.replace(account, (number, place: number) => {
      const isOther = minute.test(number) || tailOfUuid.test(text.slice(Math.max(0, place - 24), place));
      return names.has(number) || !isOther ? nameOf(number) : number;
    });
}
