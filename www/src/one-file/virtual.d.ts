/** The worker with everything inside, as text; made while building the single file. */
declare module 'virtual:worker-source' {
  const source: string;
  export default source;
}
