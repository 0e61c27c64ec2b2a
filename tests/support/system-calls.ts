import { spawnSync } from 'node:child_process'

/** One system call of a traced process; `from` and `to` are the lines where it begins and where it has ended. */
export type SystemCall = { name: string; text: string; from: number; to: number; result: string }

const TRACED = 'trace=fdatasync,fsync,pwrite64,write,writev,sendto,sendmsg'

/** Runs a program, itself the child, while its system calls go to a file: whole, with the names of files and sockets. */
export const straceInto = (file: string): string[] => {
	return ['strace', '-D', '-f', '-yy', '-s', '100000', '-e', TRACED, '-e', 'signal=none', '-o', file]
}

/** Why nothing can be traced here; `undefined` when it can. */
export function whyNoStrace(): string | undefined {
	const { error, status } = spawnSync('strace', ['-f', '-o', '/dev/null', 'true'])
	if (error) return 'no strace here: apt-get install strace'
	return status === 0 ? undefined : 'this system lets nobody trace'
}

/** The calls in a trace of `straceInto`, by their beginning; what was cut in two by another thread is put together. */
export function parseSystemCalls(trace: string): SystemCall[] {
	const open = new Map<string, SystemCall>()
	const calls: SystemCall[] = []
	for (const [line, text] of trace.split('\n').entries()) {
		const [, pid = '', rest = ''] = /^(\d+)\s+(.*)$/s.exec(text) ?? []
		const [, resumed] = /^<\.\.\. (\w+) resumed>/.exec(rest) ?? []
		const [, begun] = /^(\w+)\(/.exec(rest) ?? []
		const result = /\) += (-?\d+)[^)]*$/.exec(rest)?.[1] ?? ''
		const before = resumed === undefined ? undefined : open.get(pid)
		if (before) Object.assign(before, { to: line, result, text: before.text + rest })
		if (begun === undefined) continue
		const call = { name: begun, text: rest, from: line, to: line, result }
		calls.push(call)
		if (rest.endsWith('<unfinished ...>')) open.set(pid, Object.assign(call, { to: Infinity }))
	}
	return calls
}
