import type { Result } from '#shared/result.ts'
import { OptOuts } from '#shared/wire/opt-outs.ts'
import { requestSoon, type RelayFailure } from '#web/relay.ts'

/** Whose readers have left since a place, the oldest first, some at a time. */
export function listOptOuts(after: number): Promise<Result<OptOuts, RelayFailure>> {
	return requestSoon(OptOuts, `/opt-outs?after=${after}`)
}
