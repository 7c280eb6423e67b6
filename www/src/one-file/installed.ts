// The single file needs no installing: it is offline wherever it lies. Takes the place of ../installed.
export function keepOffline(): void {
  // Nothing to do.
}
