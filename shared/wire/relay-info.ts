import * as v from 'valibot'

/** Answer of `GET /api/v1/relay`, public. `sandbox` is `null` when it is off. */
export const RelayInfo = v.object({
	product: v.literal('club-manager-relay'),
	version: v.string(),
	journalEpoch: v.string(),
	sealing: v.object({ suite: v.literal('hpke1'), keyId: v.string(), publicKey: v.string() }),
	limits: v.object({
		recipients: v.number(),
		messageBytes: v.number(),
		requestBytes: v.number(),
		attachments: v.number()
	}),
	/** Whether letters may carry a link to leave by one click: the relay has an address that readers can reach. */
	unsubscribe: v.optional(v.object({ oneClick: v.boolean() })),
	sandbox: v.nullable(v.object({ host: v.string(), port: v.number() }))
})
export type RelayInfo = v.InferOutput<typeof RelayInfo>

/** Tells whether an account is the relay's own sandbox: what goes out by it reaches nobody. */
export const isSandboxAccount = (account: { host: string; port: number }, info: RelayInfo | undefined): boolean =>
	info?.sandbox?.host === account.host && info.sandbox.port === account.port
