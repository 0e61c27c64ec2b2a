/** What one request to the relay may hold, as it announces it. Octets, and counts. */
export const LIMITS = {
	recipients: 100_000,
	messageBytes: 26_214_400,
	requestBytes: 104_857_600,
	attachments: 20
} as const
