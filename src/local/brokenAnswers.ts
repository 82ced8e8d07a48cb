import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { Fault, FaultName } from './faults';
import { proxyPage, send } from './httpAnswer';

export interface WholeAnswer {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly body: Uint8Array;
}

export function isDue(due: readonly Fault[], name: FaultName): boolean {
  return due.some(fault => fault.name === name);
}

/** The faults that come before a service has done anything. True: one of them has answered. */
export async function failsBefore(
  due: readonly Fault[],
  response: ServerResponse,
  pause: (milliseconds: number) => Promise<void>,
): Promise<boolean> {
  for (const fault of due) if (fault.name === 'slow') await pause(fault.ms ?? 2000);
  if (isDue(due, 'cut')) response.destroy();
  else if (isDue(due, 'html-502')) send(response, 502, proxyPage, 'text/html');
  else if (isDue(due, 'html-200')) send(response, 200, signInPage, 'text/html; charset=utf-8');
  else return false;
  return true;
}

/** Sends an answer as far as the faults of the connection let it through. */
export function sendThrough(due: readonly Fault[], response: ServerResponse, answer: WholeAnswer): void {
  const { status, headers, body } = answer;
  if (isDue(due, 'cut-answer')) {
    response.destroy();
  } else if (isDue(due, 'cut-body') || isDue(due, 'stall')) {
    // Half of an empty body would be all of it.
    response.writeHead(status, { ...headers, 'Content-Length': Math.max(1, body.length) });
    response.flushHeaders();
    response.write(body.subarray(0, body.length >> 1), () => {
      if (isDue(due, 'cut-body')) response.destroy();
    });
  } else {
    response.writeHead(status, { ...headers, 'Content-Length': body.length });
    response.end(body, () => {
      if (isDue(due, 'cut-end')) response.socket?.destroy();
    });
  }
}

const signInPage = Buffer.from(
  '<!DOCTYPE html>\n<html>\n<head><title>Sign in to this network</title></head>\n<body>\n<form action="/login">item_id,date,p50</form>\n</body>\n</html>\n',
);
