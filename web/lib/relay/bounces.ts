import type * as v from 'valibot'
import type { Result } from '#shared/result.ts'
import { BounceReading, type BounceReadingRequest } from '#shared/wire/bounces.ts'
import { within } from '#web/deadline.ts'
import { json, request, useAccount, type RelayFailure } from '#web/relay.ts'

/** A mailbox may take a minute to be read. */
const READ_WITHIN_MS = 90_000

/** Reads the reports in a mailbox from a place on; nothing in it is changed. */
export function readBounces(
	body: v.InferInput<typeof BounceReadingRequest>
): Promise<Result<BounceReading, RelayFailure>> {
	return useAccount(body.imap, () =>
		within(READ_WITHIN_MS, undefined, ({ signal }) =>
			request(BounceReading, '/bounces/readings', { ...json(body), signal })
		)
	)
}
