import * as real from '#relay/mailings/send-queue.ts'

const EVERY = 7

let taken = 0

export class SendQueue extends real.SendQueue {
	override take(now: number): real.Outgoing | undefined {
		taken += 1
		if (taken % EVERY === 0) super.take(now)
		return super.take(now)
	}
}
