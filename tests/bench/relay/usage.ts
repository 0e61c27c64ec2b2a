import { readdirSync, readFileSync } from 'node:fs'

/** Nanoseconds that a process has spent on a processor so far, over all its threads; NaN where the system does not tell. */
function cpuNs(pid: number): number {
	try {
		return readdirSync(`/proc/${pid}/task`).reduce((sum, thread) => sum + threadNs(pid, thread), 0)
	} catch {
		return NaN
	}
}

function threadNs(pid: number, thread: string): number {
	return Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0])
}

/** Seconds of processor time that some work costs a process. */
export async function cpuSecondsOf<T>(pid: number, work: () => Promise<T>): Promise<{ value: T; cpuSeconds: number }> {
	const before = cpuNs(pid)
	const value = await work()
	return { value, cpuSeconds: (cpuNs(pid) - before) / 1e9 }
}

/** The most memory that a process has held so far, in megabytes. */
export function peakMegabytes(pid: number): number {
	try {
		return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024
	} catch {
		return NaN
	}
}
