// What the build makes beside the source.
declare module '*/samples.json' {
  const gallery: import('./examples').Gallery;
  export default gallery;
}
