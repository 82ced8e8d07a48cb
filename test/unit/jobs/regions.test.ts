import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { forecastRegions, isRegionName } from '../../../src/jobs/regions';
import { anyText } from '../anyText';

describe('the regions that have the service', () => {
  it('are those of the AWS General Reference, each once', () => {
    expect([...forecastRegions].sort()).toEqual([
      'ap-northeast-1',
      'ap-northeast-2',
      'ap-south-1',
      'ap-southeast-1',
      'ap-southeast-2',
      'eu-central-1',
      'eu-west-1',
      'us-east-1',
      'us-east-2',
      'us-west-2',
    ]);
  });

  it('have names of the form that may be typed', () => {
    expect(forecastRegions.filter(region => !isRegionName(region))).toEqual([]);
  });
});

describe("a region's name", () => {
  it('may be of any partition', () => {
    for (const region of [
      'cn-northwest-1',
      'us-gov-east-1',
      'us-isob-east-1',
      'eusc-de-east-1',
      'mx-central-1',
    ]) {
      expect(isRegionName(region), region).toBe(true);
    }
  });

  it('is nothing that would lead to another host', () => {
    for (const text of [
      '',
      'us',
      'us-',
      '-us-west-2',
      'us--west-2',
      'US-WEST-2',
      'us-west-2.evil.example',
      'us-west-2/',
      'us-west-2\n',
      'us west 2',
      'us-west-2@evil',
      'üs-west-2',
      `us-${'x'.repeat(60)}`,
    ]) {
      expect(isRegionName(text), text).toBe(false);
    }
  });

  it('is a label of a host name as it stands', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          anyText(),
          fc
            .array(fc.constantFrom('a', 'b', '0', '9', '-', '-', '.', '/', '@'), { maxLength: 45 })
            .map(letters => letters.join('')),
        ),
        text => {
          if (isRegionName(text)) {
            expect(new URL(`https://${text}.example`).host).toBe(`${text}.example`);
            expect(text).not.toContain('.');
          }
        },
      ),
    );
  });
});
