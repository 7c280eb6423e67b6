// The wasm side of `cargo xtask bench`, with the protocol of worker.rs:
//
//   node worker.js check INPUT.json
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { check } from 'sso-preflight';

const [mode, file] = process.argv.slice(2);
if (mode !== 'check' || file === undefined) {
  console.error('usage: worker.js check INPUT.json');
  process.exit(64);
}
const input = JSON.parse(readFileSync(file, 'utf8'));

console.log('ready');
for await (const line of createInterface({ input: process.stdin })) {
  const start = process.cpuUsage();
  for (let rounds = Number(line); rounds > 0; rounds--) check(input);
  const { user, system } = process.cpuUsage(start);
  console.log(`${(user + system) * 1000} ${process.resourceUsage().maxRSS}`);
}
