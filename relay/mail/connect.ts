import { connect, type Socket } from 'node:net'

/** After so long without an answer, the next address is tried beside the first (RFC 8305 §5). */
const ATTEMPT_DELAY_MS = 300

/**
 * Connects to the first of several addresses that answers.
 *
 * Resolves to `undefined` when none does, and always after the whole of `timeoutMs`: a closed port, a filtered one and
 * a missing route take the same time. Addresses are IP addresses; nothing is resolved. An abort resolves at once.
 */
export function connectAny(
	addresses: readonly string[],
	{ port, timeoutMs, signal }: { port: number; timeoutMs: number; signal?: AbortSignal | undefined }
): Promise<Socket | undefined> {
	return new Promise((resolve) => {
		const open = new Set<Socket>()
		const waiting = [...addresses]
		let stagger: NodeJS.Timeout | undefined

		const settle = (winner?: Socket) => {
			clearTimeout(stagger)
			clearTimeout(timer)
			signal?.removeEventListener('abort', abort)
			for (const socket of open) if (socket !== winner) socket.destroy()
			winner?.removeAllListeners('error')
			resolve(winner)
		}
		const abort = () => settle()
		const attempt = () => {
			clearTimeout(stagger)
			const address = waiting.shift()
			if (address === undefined) return
			const socket = connect({ host: address, port, noDelay: true, keepAlive: true })
			open.add(socket)
			socket.once('connect', () => settle(socket))
			socket.on('error', () => {
				open.delete(socket)
				attempt()
			})
			stagger = setTimeout(attempt, ATTEMPT_DELAY_MS)
		}
		const timer = setTimeout(settle, timeoutMs)
		if (signal?.aborted) return settle()
		signal?.addEventListener('abort', abort)
		attempt()
	})
}
