import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { oneFile } from './build/one-file.ts';

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: './',
  publicDir: false,
  plugins: [oneFile('sso-preflight.html')],
  build: {
    outDir: 'dist-single',
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: false,
    cssCodeSplit: false,
    rolldownOptions: { output: { codeSplitting: false } },
  },
});
