import * as v from 'valibot'
import { err, ok, type Result } from '#shared/result.ts'
import { SandboxMessages, type SandboxMessage } from '#shared/wire/sandbox-message.ts'
import { NOT_MODIFIED, readJson, request, send, type RelayFailure } from '#web/relay.ts'

let received: { tag: string; messages: SandboxMessage[] } | undefined

/** What the sandbox received, newest first. The very list of before while nothing new has come. */
export async function listSandboxMessages(): Promise<Result<SandboxMessage[], RelayFailure>> {
	const headers = received ? { 'if-none-match': received.tag } : undefined
	const response = await send('/sandbox/messages', { headers })
	if (!response.ok) return response
	if (response.value.status === NOT_MODIFIED && received) return ok(received.messages)
	const tag = response.value.headers.get('etag')
	const parsed = v.safeParse(SandboxMessages, await readJson(response.value))
	if (!parsed.success) return err({ code: 'relay-incompatible' })
	received = tag === null ? undefined : { tag, messages: parsed.output }
	return ok(parsed.output)
}

/** Empties the sandbox. */
export function clearSandbox(): Promise<Result<unknown, RelayFailure>> {
	return request(v.unknown(), '/sandbox/messages', { method: 'DELETE' })
}
