// A dropped or opened file as text.

/** Far above most metadata and captures; larger files would only freeze the editor. */
const LIMIT_BYTES = 48 * 1024 * 1024;

export type ReadFile = { text: string } | { refused: string };

/** The file's text with LF line ends, as a pasted text has them, and with its byte order mark. */
export async function readTextFile(file: File): Promise<ReadFile> {
  if (file.size > LIMIT_BYTES) return { refused: `“${file.name}” is larger than 48 MB. Choose the XML file itself.` };
  let bytes: ArrayBuffer;
  try {
    bytes = await file.arrayBuffer();
  } catch {
    return { refused: `“${file.name}” could not be read.` };
  }
  const [first, second] = new Uint8Array(bytes, 0, Math.min(2, bytes.byteLength));
  const encoding = first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  try {
    const text = new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
    return { text: text.replace(/\r\n?/g, '\n') };
  } catch {
    return { refused: `“${file.name}” is not a text file. Choose the XML file itself.` };
  }
}
