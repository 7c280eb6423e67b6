// The worker of the single file: its script is inside this one. Takes the place of ../start-worker.
import source from 'virtual:worker-source';
import { scriptUrl } from '../script-url';

const url = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));

export function startWorker(): Worker {
  return new Worker(scriptUrl(url), { name: 'sso-preflight' });
}
