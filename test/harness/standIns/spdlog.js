// Stands in for @vscode/spdlog, a native module that would need a compiler: the editor writes its log files
// through it, and without it writes none. Same exports; each line goes to its file at once.
'use strict';
const fs = require('node:fs');
const path = require('node:path');

const names = ['trace', 'debug', 'info', 'warning', 'error', 'critical', 'off'];

class Logger {
  constructor(type, name, file, maxSize, maxFiles) {
    this.file = file;
    this.maxSize = maxSize;
    this.maxFiles = maxFiles;
    this.level = 2;
    this.bare = false;
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.appendFileSync(file, '');
    this.size = fs.statSync(file).size;
  }
  write(level, message) {
    if (level < this.level || this.file === undefined) {
      return;
    }
    const time = new Date().toISOString().replace('T', ' ').replace('Z', '');
    const line = this.bare ? message : `${time} [${names[level]}] ${message}\n`;
    try {
      if (this.maxSize > 0 && this.size + line.length > this.maxSize) {
        this.rotate();
      }
      fs.appendFileSync(this.file, line);
      this.size += Buffer.byteLength(line);
    } catch {
      // The folder is gone: the editor is being taken down.
    }
  }
  rotate() {
    const { dir, name, ext } = path.parse(this.file);
    for (let n = this.maxFiles - 1; n > 0; n--) {
      const from = n === 1 ? this.file : path.join(dir, `${name}.${n - 1}${ext}`);
      if (fs.existsSync(from)) {
        fs.renameSync(from, path.join(dir, `${name}.${n}${ext}`));
      }
    }
    this.size = 0;
  }
  trace(message) {
    this.write(0, message);
  }
  debug(message) {
    this.write(1, message);
  }
  info(message) {
    this.write(2, message);
  }
  warn(message) {
    this.write(3, message);
  }
  error(message) {
    this.write(4, message);
  }
  critical(message) {
    this.write(5, message);
  }
  getLevel() {
    return this.level;
  }
  setLevel(level) {
    this.level = level;
  }
  setPattern() {
    this.bare = false;
  }
  clearFormatters() {
    this.bare = true;
  }
  flush() {}
  drop() {
    this.file = undefined;
  }
}

async function create(name, file, maxSize, maxFiles) {
  return new Logger('rotating', name, file, maxSize, maxFiles);
}

exports.version = 0;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.Logger = Logger;
exports.createRotatingLogger = create;
exports.createAsyncRotatingLogger = create;
