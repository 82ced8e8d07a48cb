import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { statusGroups } from '../../src/jobs/exportJob';
import type { Row } from '../../src/view/rows';
import { extension, run as runCommand } from '../editor/account';
import { portVariable, type HostAnswer, type HostRequest } from './hostProtocol';

/**
 * Runs inside the extension host, in the place of a test suite: does what the bench asks for over a socket, and
 * counts what the editor asks of the tree. Ends when the socket is closed.
 */
export async function run(): Promise<void> {
  setFlagsFromString('--expose-gc');
  const collectGarbage = runInNewContext('gc') as () => void;
  const { session, tree } = await extension();
  const counts = { refreshes: 0, treeItems: 0, lastAt: 0 };
  const shown = new Map<Row | undefined, number>();
  const touch = () => (counts.lastAt = performance.timeOrigin + performance.now());
  tree.onDidChangeTreeData(() => {
    counts.refreshes += 1;
    touch();
  });
  const getTreeItem = tree.getTreeItem.bind(tree);
  const getChildren = tree.getChildren.bind(tree);
  // The editor calls the tree by these names: counted here, the product has no counters.
  tree.getTreeItem = row => {
    counts.treeItems += 1;
    touch();
    return getTreeItem(row);
  };
  tree.getChildren = async row => {
    const rows = await getChildren(row);
    if (!row) {
      // Groups that are gone take their rows along.
      const groups = new Set<Row | undefined>(rows);
      [...shown.keys()].filter(known => !groups.has(known)).forEach(known => shown.delete(known));
    }
    shown.set(row, rows.length);
    touch();
    return rows;
  };
  const actions: Record<HostRequest['action'], (request: HostRequest) => Promise<void>> = {
    counts: () => Promise.resolve(),
    async choose({ env = {} }) {
      Object.assign(process.env, env);
      await session.choose({ kind: 'environment' });
    },
    command: ({ command = '' }) => runCommand(command),
    filter: ({ filter }) => session.setFilter(filter ?? { forecasts: [] }),
    settled: async () => {
      const { board } = session;
      await board?.start();
      await Promise.all(board ? statusGroups.map(group => board.settled(group)) : []);
    },
    memory: () => {
      collectGarbage();
      return Promise.resolve();
    },
  };
  const socket = connect(Number(process.env[portVariable]), '127.0.0.1');
  for await (const line of createInterface({ input: socket })) {
    const request = JSON.parse(line) as HostRequest;
    if (request.action === 'choose') {
      shown.clear();
    }
    await actions[request.action](request);
    const { user, system } = process.cpuUsage();
    const answer: HostAnswer = {
      ...counts,
      rows: [...shown.values()].reduce((sum, rows) => sum + rows, 0),
      jobs: session.board?.size ?? 0,
      cpu: (user + system) / 1000,
      heap: process.memoryUsage().heapUsed,
      resident: process.memoryUsage().rss,
    };
    socket.write(`${JSON.stringify(answer)}\n`);
  }
}
