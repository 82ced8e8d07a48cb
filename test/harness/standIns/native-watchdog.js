// Stands in for @vscode/native-watchdog, a native module that would need a compiler: ends the extension host
// when the server that it belongs to is gone, however that came about.
'use strict';

exports.start = pid => {
  setInterval(() => {
    try {
      process.kill(pid, 0);
    } catch {
      process.exit(87);
    }
  }, 1000).unref();
};

exports.exit = code => process.exit(code ?? 0);
