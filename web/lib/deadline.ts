const LATE = new DOMException('it took too long', 'TimeoutError')

/** Does something that can be broken off, and breaks it off when it takes too long. `signal` breaks it off, too. */
export async function within<T>(
	withinMs: number,
	signal: AbortSignal | null | undefined,
	act: (given: { signal: AbortSignal }) => Promise<T>
): Promise<T> {
	const late = new AbortController()
	const timer = setTimeout(() => late.abort(LATE), withinMs)
	try {
		return await act({ signal: signal ? AbortSignal.any([signal, late.signal]) : late.signal })
	} finally {
		clearTimeout(timer)
	}
}

/** Tells whether what was broken off took too long, or else somebody wanted it no more. */
export const isLate = ({ reason }: AbortSignal): boolean => reason === LATE
