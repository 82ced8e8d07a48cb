// The lazily loaded bundle dist/athena.js: the client of Athena. It says nothing to users; src/aws does.
export * from './commands';
export { athenaService } from './athenaService';
