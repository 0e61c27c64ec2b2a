import type { Result } from '#shared/result.ts'
import { TestMessageResult, type TestMessageRequest } from '#shared/wire/test-message.ts'
import { Verification, type VerificationRequest } from '#shared/wire/verification.ts'
import { json, request, useAccount, type RelayFailure } from '#web/relay.ts'

/** Connects to an SMTP account, logs in and leaves. */
export function verifyAccount(body: VerificationRequest): Promise<Result<Verification, RelayFailure>> {
	return useAccount(body.smtp, () => request(Verification, '/smtp/verifications', json(body)))
}

/** Sends one short test message. */
export function sendTestMessage(body: TestMessageRequest): Promise<Result<TestMessageResult, RelayFailure>> {
	return useAccount(body.smtp, () => request(TestMessageResult, '/smtp/test-messages', json(body)))
}
