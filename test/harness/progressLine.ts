/** One line on a terminal that is written over; where there is no terminal, a plain line for each new step. */
export interface ProgressLine {
  /** What is being done now. */
  step(text: string): void;
  /** Ends the line with what was done and in how many seconds. */
  done(text: string): void;
  /** Ends the line, leaving nothing of it on a terminal. */
  clear(): void;
}

export function startProgress(subject: string, out: NodeJS.WriteStream = process.stderr): ProgressLine {
  const started = Date.now();
  let current = '';
  const seconds = () => `${Math.round((Date.now() - started) / 1000)} s`;
  const draw = () => {
    if (out.isTTY) {
      out.write(`\r\u001b[K${`${subject}: ${current} (${seconds()})`.slice(0, (out.columns || 80) - 1)}`);
    }
  };
  const timer = out.isTTY ? setInterval(draw, 1000) : undefined;
  timer?.unref();
  const end = () => {
    clearInterval(timer);
    if (out.isTTY) {
      out.write('\r\u001b[K');
    }
  };
  return {
    step(text) {
      if (text === current) {
        return;
      }
      current = text;
      if (out.isTTY) {
        draw();
      } else {
        out.write(`${subject}: ${text}\n`);
      }
    },
    done(text) {
      end();
      out.write(`${subject}: ${text} (${seconds()})\n`);
    },
    clear: end,
  };
}
