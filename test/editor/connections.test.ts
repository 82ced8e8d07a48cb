import assert from 'node:assert/strict';
import { connect, createServer, type Server } from 'node:net';
import { closeServices, connectTo, extension, run, treeText } from './account';

/**
 * The editor deals with 127.0.0.1 otherwise than with a host in the network. On Linux all of 127.0.0.0/8 is this
 * machine.
 */
const host = process.platform === 'linux' ? '127.0.0.2' : '127.0.0.1';

describe('connections', () => {
  let server: Server;
  let connections = 0;

  afterEach(async () => {
    server.close();
    await closeServices();
  });

  it('are used again by the calls that follow, as long as three are made side by side', async () => {
    const service = await connectTo({ jobs: 1000 });
    server = createServer(socket => {
      connections += 1;
      const onward = connect(service.port, '127.0.0.1');
      socket.pipe(onward).pipe(socket);
      socket.on('error', () => onward.destroy());
      onward.on('error', () => socket.destroy());
    });
    await new Promise<void>(resolve => server.listen(0, host, resolve));
    const address = server.address();
    assert.ok(address !== null && typeof address === 'object');
    process.env['AWS_ENDPOINT_URL_FORECAST'] = `http://${host}:${address.port}`;
    const { session } = await extension();
    await session.choose({ kind: 'environment' });
    await treeText();
    await run('loadAll');
    assert.equal(session.board?.size, 1000);
    assert.ok(connections >= 1 && connections <= 3, `${connections} connections`);
  });
});
