import { describe, expect, it } from 'vitest';
import { helpText, readCommandLine, UsageError } from '../../../src/local/commandLine';
import { faultNames } from '../../../src/local/faults';

describe('the command line of the local service', () => {
  it('has a default for all', () => {
    expect(readCommandLine([])).toEqual({
      port: 4580,
      s3Port: 4581,
      jobs: 1000,
      seed: 7,
      region: 'us-west-2',
      pages: 'full',
      faults: [],
    });
  });

  it('reads every option', () => {
    const args =
      '--port 0 --s3-port 9000 --jobs 5 --seed 9 --region eu-west-1 --pages uneven --fault throttle:times=1 --fault slow';
    expect(readCommandLine(args.split(' '))).toEqual({
      port: 0,
      s3Port: 9000,
      jobs: 5,
      seed: 9,
      region: 'eu-west-1',
      pages: 'uneven',
      faults: [{ name: 'throttle', times: 1 }, { name: 'slow' }],
    });
  });

  it('reads a fault that is any error of the service', () => {
    const fault =
      'error:code=ResourceInUseException,operation=DeleteForecastExportJob,message=In use, by 2 jobs';
    expect(readCommandLine(['--fault', fault])?.faults).toEqual([
      {
        name: 'error',
        code: 'ResourceInUseException',
        operation: 'DeleteForecastExportJob',
        message: 'In use, by 2 jobs',
      },
    ]);
  });

  it.each([
    '--port 65536',
    '--port -1',
    '--port 1e3',
    '--port',
    '--jobs 1.5',
    '--jobs many',
    '--seed 4294967296',
    '--region nowhere',
    '--pages odd',
    '--fault nothing',
    '--fault slow:ms=x',
    '--fault error:code=',
    '--unknown',
    'word',
  ])('says in one line what is wrong with %s', text => {
    let message = '';
    try {
      readCommandLine(text.split(' '));
    } catch (error) {
      if (error instanceof UsageError) message = error.message;
    }
    expect(message).toMatch(/^.+$/);
  });

  it('tells of every fault in its help', () => {
    expect(readCommandLine(['--help'])).toBeUndefined();
    for (const name of Object.keys(faultNames)) expect(helpText()).toContain(`  ${name} `);
  });
});
