import { listMechanisms, type Capabilities } from './capabilities.ts'
import { classifyReply } from './classify.ts'
import type { Connection } from './connection.ts'
import type { Reply } from './reply.ts'
import type { Failure } from './session.ts'

/**
 * Logs in by AUTH PLAIN (RFC 4616), or by LOGIN where that is all there is. One try: a second could lock the account.
 * Resolves to why not, `undefined` once logged in.
 */
export async function login(
	connection: Connection,
	capabilities: Capabilities,
	{ username, password, timeoutMs }: { username: string; password: string; timeoutMs: number }
): Promise<Failure | undefined> {
	if (`${username}${password}`.includes('\0')) return refused('NUL in user name or password')
	const mechanisms = listMechanisms(capabilities)
	const ask = (line: string) => connection.ask(line, timeoutMs)
	let reply: Reply
	if (mechanisms.includes('PLAIN')) reply = await plain(ask, username, password)
	else if (mechanisms.includes('LOGIN')) reply = await loginWords(ask, username, password)
	else return refused(mechanisms.length === 0 ? 'AUTH not offered' : `only AUTH ${mechanisms.join(' ')} offered`)
	return reply.code === 235 ? undefined : classifyReply('auth', reply)
}

type Ask = (line: string) => Promise<Reply>

async function plain(ask: Ask, username: string, password: string): Promise<Reply> {
	const response = encode(`\0${username}\0${password}`)
	const reply = await ask(`AUTH PLAIN ${response}`)
	return reply.code === 334 ? await ask(response) : reply // Some servers overlook the initial response.
}

async function loginWords(ask: Ask, username: string, password: string): Promise<Reply> {
	const first = await ask('AUTH LOGIN')
	if (first.code !== 334) return first
	const second = await ask(encode(username))
	return second.code === 334 ? await ask(encode(password)) : second
}

function refused(reply: string): Failure {
	return { code: 'smtp-auth-failed', scope: 'account', temporary: false, throttle: false, reply }
}

function encode(text: string): string {
	return Buffer.from(text, 'utf8').toString('base64')
}
