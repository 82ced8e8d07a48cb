import * as vscode from 'vscode';
import type { JobBoard } from '../jobs/jobBoard';
import { usualDuration, type UsualDuration } from '../jobs/usualDuration';
import type { TimeStyle } from './timeText';

/** How times are written now, in the editor's language. */
export function timeStyle(): TimeStyle {
  return { locale: vscode.env.language, now: Date.now() };
}

/** How long the finished exports of a board took: worked out once for each change of them. */
export function usualDurationIn(board: JobBoard | undefined): UsualDuration | undefined {
  return board && usualDuration(board.jobsIn('ACTIVE'));
}
