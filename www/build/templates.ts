// Templates are indented for whoever reads the source; a browser needs none of it.
import type { Plugin } from 'vite';

export function templates(): Plugin {
  return {
    name: 'templates',
    apply: 'build',
    enforce: 'pre',
    // In our sources a line begins with a tag in a template alone. The line's end stays: it is white space like any other.
    transform: (code, id) => (/www\/src\/[^?]*\.ts$/.test(id) ? code.replace(/\n +(?=<\/?[a-z]|\$\{|[@.]?[a-z-]+=["$])/g, '\n') : undefined),
  };
}
