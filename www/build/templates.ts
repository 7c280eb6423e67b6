// Templates are indented for whoever reads the source; a browser needs none of it. Where a line ends it stays white space.
// No source of ours holds a text whose own indentation counts.
import type { Plugin } from 'vite';

export function templates(): Plugin {
  return {
    name: 'templates',
    apply: 'build',
    enforce: 'pre',
    transform: (code, id) => (/www\/src\/[^?]*\.ts$/.test(id) ? code.replace(/\n +/g, '\n') : undefined),
  };
}
