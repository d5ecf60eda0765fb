/** Runs a command and says how long it took and how much memory it and its children held at once. */
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

export interface Measurement {
  readonly seconds: number;
  /** Highest sum of the resident memory of all its processes, in MB; undefined where /proc does not tell. */
  readonly peakMegabytes?: number;
  readonly stderr: string;
}

const samplingMilliseconds = 50;

/** @throws when the command fails */
export function measure(command: string, args: readonly string[]): Promise<Measurement> {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe'] });
    let stderr = '';
    let peak = 0;
    child.stderr.on('data', (data) => {
      stderr += String(data);
    });
    const timer = setInterval(() => {
      peak = Math.max(peak, child.pid === undefined ? 0 : residentMegabytes(child.pid));
    }, samplingMilliseconds);
    child.on('close', (code) => {
      clearInterval(timer);
      const seconds = (performance.now() - started) / 1000;
      if (code !== 0) reject(new Error(`${command} ${args.join(' ')} ended with ${code}:\n${stderr}`));
      else resolve({ seconds, stderr, ...(peak > 0 && { peakMegabytes: Math.round(peak) }) });
    });
  });
}

/** Of a process and all below it. */
function residentMegabytes(root: number): number {
  const parents = new Map<number, number>();
  try {
    for (const name of readdirSync('/proc')) {
      if (!/^\d+$/.test(name)) continue;
      const stat = readProc(name, 'stat');
      parents.set(Number(name), Number(stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
    }
  } catch {
    return 0;
  }
  let total = 0;
  for (const pid of parents.keys()) {
    let at: number | undefined = pid;
    while (at !== undefined && at !== root && at > 1) at = parents.get(at);
    if (at === root) total += Number(/VmRSS:\s+(\d+)/.exec(readProc(String(pid), 'status') ?? '')?.[1] ?? 0) / 1024;
  }
  return total;
}

/** A process may end between being listed and being read. */
function readProc(pid: string, file: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return undefined;
  }
}
