/** Runs a command and measures its time, and the memory and processor time of all its processes. */
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

export interface Measurement {
  readonly seconds: number;
  /** Highest sum of the resident memory of all its processes, in MB; undefined without /proc. */
  readonly peakMegabytes?: number;
  /** Processor time of all its processes that lived long enough to be seen; undefined without /proc. */
  readonly cpuSeconds?: number;
  readonly stderr: string;
}

const samplingMilliseconds = 50;

/** @throws if the command fails */
export function measure(command: string, args: readonly string[]): Promise<Measurement> {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe'] });
    let stderr = '';
    let peak = 0;
    const ticks = new Map<number, number>();
    child.stderr.on('data', (data) => {
      stderr += String(data);
    });
    const timer = setInterval(() => {
      const processes = child.pid === undefined ? [] : processesBelow(child.pid);
      peak = Math.max(
        peak,
        processes.reduce((sum, { megabytes }) => sum + megabytes, 0),
      );
      for (const { pid, ticks: own } of processes) ticks.set(pid, own);
    }, samplingMilliseconds);
    child.on('close', (code) => {
      clearInterval(timer);
      const seconds = (performance.now() - started) / 1000;
      if (code !== 0) reject(new Error(`${command} ${args.join(' ')} ended with ${code}:\n${stderr}`));
      else {
        const cpuSeconds = [...ticks.values()].reduce((sum, own) => sum + own, 0) / ticksPerSecond;
        resolve({ seconds, stderr, ...(peak > 0 && { peakMegabytes: Math.round(peak), cpuSeconds }) });
      }
    });
  });
}

/** Clock ticks per second on Linux: `getconf CLK_TCK`. */
const ticksPerSecond = 100;

interface Process {
  readonly pid: number;
  readonly megabytes: number;
  /** Processor time so far. */
  readonly ticks: number;
}

/** A process and its descendants; empty without /proc. */
function processesBelow(root: number): Process[] {
  const parents = new Map<number, number>();
  const ticks = new Map<number, number>();
  try {
    for (const name of readdirSync('/proc')) {
      if (!/^\d+$/.test(name)) continue;
      const stat = readProc(name, 'stat');
      // Fields of proc(5) from the third on; the second, a name, may contain spaces.
      const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ') ?? [];
      parents.set(Number(name), Number(fields[1]));
      ticks.set(Number(name), Number(fields[11] ?? 0) + Number(fields[12] ?? 0));
    }
  } catch {
    return [];
  }
  return [...parents.keys()].flatMap((pid): Process[] => {
    let at: number | undefined = pid;
    while (at !== undefined && at !== root && at > 1) at = parents.get(at);
    if (at !== root) return [];
    const megabytes = Number(/VmRSS:\s+(\d+)/.exec(readProc(String(pid), 'status') ?? '')?.[1] ?? 0) / 1024;
    return [{ pid, megabytes, ticks: ticks.get(pid) ?? 0 }];
  });
}

/** A process may end between being listed and being read. */
function readProc(pid: string, file: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return undefined;
  }
}
