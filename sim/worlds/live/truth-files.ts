import { randomBytes } from 'node:crypto';
import { closeSync, constants, fstatSync, ftruncateSync, openSync, readSync, unlinkSync, writeSync } from 'node:fs';
import { platform, tmpdir } from 'node:os';
import { join } from 'node:path';

/** Bytes after which a file gives way to the other, once that has been read and emptied (assumption). */
const turnBytes = 16 << 20;
/** Bytes that may wait for the judge; a process that is further ahead gives up (assumption). */
const mostBytes = 64 << 20;
/** Bytes that are read at a time. */
const pieceBytes = 1 << 18;
/** One write in so many is timed, in the place of all (assumption). */
const sampled = 16;

/**
 * Two files in which a process tells the judge what it did, turn and turn about, so that neither grows with the length of the run.
 * What is written is out of the process, however it ends; and unlike a pipe, a file wakes nobody up at every write: a reader
 * that sleeps costs the writer as much as the message that it tells of. The files have no name, so nothing of them is left, whoever
 * is killed.
 *
 *   writer   first ████████ full, and the other is empty ──▶ other ██
 *   reader                  the other is not empty ──▶ reads the first to its end, empties it, goes on with the other
 */
export type TruthFiles = readonly [number, number];

/** Opens both. Throws the system's error where the directory for temporary files has no place for them. */
export function openTruthFiles(): TruthFiles {
  const first = openOne();
  try {
    return [first, openOne()];
  } catch (error) {
    closeSync(first);
    throw error;
  }
}

/** Closes both in this process. */
export const closeTruthFiles = (files: TruthFiles): void => files.forEach((file) => closeSync(file));

const { O_RDWR, O_APPEND, O_CREAT, O_EXCL, O_DIRECTORY } = constants;
/** Linux's open(2): a file in this directory that never has a name. */
const nameless = 0o20000000 | O_DIRECTORY;
const privately = 0o600;

const openOne = (): number => {
  try {
    if (platform() === 'linux') return openSync(tmpdir(), O_RDWR | O_APPEND | nameless, privately);
  } catch (error) {
    // Not every file system can.
    if (!['EOPNOTSUPP', 'EISDIR'].includes((error as NodeJS.ErrnoException).code!)) throw error;
  }
  const path = join(tmpdir(), `metarange-truth-${process.pid}-${randomBytes(8).toString('hex')}`);
  const file = openSync(path, O_RDWR | O_APPEND | O_CREAT | O_EXCL, privately);
  unlinkSync(path);
  return file;
};

/** The end that tells. */
export class TruthTeller {
  private readonly files: TruthFiles;
  private readonly turnBytes: number;
  private now: 0 | 1 = 0;
  private length = 0;
  private writes = 0;
  /** Processor time that writing has taken so far, s, by the writes that were timed. */
  spentSeconds = 0;

  constructor(files: TruthFiles, turn: number = turnBytes) {
    this.files = files;
    this.turnBytes = turn;
  }

  /** The bytes are out of this process when this returns. Throws where the judge does not keep up, and the system's error. */
  write(bytes: Uint8Array): void {
    const begun = this.writes++ % sampled === 0 ? process.cpuUsage() : null;
    if (this.length >= this.turnBytes) this.turn();
    const file = this.files[this.now]!;
    for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at);
    this.length += bytes.length;
    if (begun === null) return;
    const { user, system } = process.cpuUsage(begun);
    this.spentSeconds += (sampled * (user + system)) / 1e6;
  }

  private turn(): void {
    const other = this.now === 0 ? 1 : 0;
    if (fstatSync(this.files[other]!).size === 0) {
      this.now = other;
      this.length = 0;
    } else if (this.length > mostBytes) throw new Error('the judge does not keep up');
  }
}

/** The end that hears, from a writer that may have ended. */
export class TruthListener {
  private readonly files: TruthFiles;
  private readonly piece = Buffer.allocUnsafeSlow(pieceBytes);
  private now: 0 | 1 = 0;
  private position = 0;

  constructor(files: TruthFiles) {
    this.files = files;
  }

  /** Hands on what has come and not been read yet, in order. The bytes are the listener's to keep. */
  hear(heard: (bytes: Buffer) => void): void {
    for (;;) {
      const other = this.now === 0 ? 1 : 0;
      // Asked before the rest is read: where the other has begun, nothing more comes here.
      const isLast = fstatSync(this.files[other]!).size > 0;
      this.rest(heard);
      if (!isLast) return;
      ftruncateSync(this.files[this.now]!);
      this.now = other;
      this.position = 0;
    }
  }

  private rest(heard: (bytes: Buffer) => void): void {
    for (;;) {
      const length = readSync(this.files[this.now]!, this.piece, 0, pieceBytes, this.position);
      if (length === 0) return;
      this.position += length;
      heard(Buffer.from(this.piece.subarray(0, length)));
    }
  }
}
