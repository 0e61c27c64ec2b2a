import { Resolver } from 'node:dns/promises'

/** What DNS says to one question. `nothing`: the name exists, without such a record. */
export type DnsAnswer<T> =
	{ kind: 'found'; records: T[] } | { kind: 'nothing' } | { kind: 'no-such-name' } | { kind: 'unanswered' }

export type MailExchanger = { priority: number; exchange: string }
export type Service = { priority: number; weight: number; name: string; port: number }

/** Questions to DNS; equal ones are asked once. Names are ASCII, without a dot at their end. Never rejects. */
export interface Dns {
	/** Texts, each put together from its pieces. */
	txt(name: string): Promise<DnsAnswer<string>>
	mx(name: string): Promise<DnsAnswer<MailExchanger>>
	srv(name: string): Promise<DnsAnswer<Service>>
	/** IPv4 and IPv6 addresses. */
	addresses(name: string): Promise<DnsAnswer<string>>
}

/** Runs an enquiry, which may ask until its time is over; whatever it asks after that is `unanswered` at once. */
export type DnsEnquiry = <T>(enquire: (dns: Dns) => Promise<T>) => Promise<T>

/** `servers`: resolvers `ip:port`, instead of the system's. */
export type DnsOptions = { servers?: readonly string[]; withinMs?: number; tryMs?: number }

/** A person waits for the answer. */
const WITHIN_MS = 8000
const TRY_MS = 1500
const TRIES = 2

/** What c-ares calls a name that is not there, and a name without the record asked for. */
const NO_SUCH_NAME = 'ENOTFOUND'
const NO_RECORD = 'ENODATA'

/** Enquiries with a resolver of their own each, so that one which takes too long can be ended alone. */
export function createDnsEnquiry({ servers = [], withinMs = WITHIN_MS, tryMs = TRY_MS }: DnsOptions = {}): DnsEnquiry {
	return async (enquire) => {
		const resolver = new Resolver({ timeout: tryMs, tries: TRIES })
		if (servers.length > 0) resolver.setServers([...servers])
		const questions = new Questions(resolver)
		const timer = setTimeout(() => questions.end(), withinMs)
		try {
			return await enquire(questions)
		} finally {
			clearTimeout(timer)
			questions.end()
		}
	}
}

class Questions implements Dns {
	#resolver: Resolver
	#asked = new Map<string, Promise<DnsAnswer<unknown>>>()
	#ended = false

	constructor(resolver: Resolver) {
		this.#resolver = resolver
	}

	txt(name: string) {
		return this.#once(`TXT ${name}`, async () => (await this.#resolver.resolveTxt(name)).map((parts) => parts.join('')))
	}

	mx(name: string) {
		return this.#once(`MX ${name}`, () => this.#resolver.resolveMx(name))
	}

	srv(name: string) {
		return this.#once(`SRV ${name}`, () => this.#resolver.resolveSrv(name))
	}

	async addresses(name: string): Promise<DnsAnswer<string>> {
		const answers = await Promise.all([
			this.#once(`A ${name}`, () => this.#resolver.resolve4(name)),
			this.#once(`AAAA ${name}`, () => this.#resolver.resolve6(name))
		])
		const records = answers.flatMap((answer) => (answer.kind === 'found' ? answer.records : []))
		if (records.length > 0) return { kind: 'found', records }
		const [first] = answers.toSorted((a, b) => weight(b) - weight(a))
		return first ?? { kind: 'unanswered' }
	}

	end(): void {
		this.#ended = true
		this.#resolver.cancel()
	}

	#once<T>(key: string, ask: () => Promise<T[]>): Promise<DnsAnswer<T>> {
		if (this.#ended) return Promise.resolve({ kind: 'unanswered' })
		const known = this.#asked.get(key) as Promise<DnsAnswer<T>> | undefined
		if (known) return known
		const answer = answerOf(ask)
		this.#asked.set(key, answer)
		return answer
	}
}

/** Of two answers without a record, the one that says least counts. */
const weight = ({ kind }: DnsAnswer<string>): number => (kind === 'unanswered' ? 2 : kind === 'nothing' ? 1 : 0)

async function answerOf<T>(ask: () => Promise<T[]>): Promise<DnsAnswer<T>> {
	try {
		const records = await ask()
		return records.length > 0 ? { kind: 'found', records } : { kind: 'nothing' }
	} catch (error) {
		// Whatever else it is (refused, broken, cut off, too late), we have no answer to rely on.
		const code = error instanceof Error && 'code' in error ? error.code : undefined
		if (code === NO_SUCH_NAME) return { kind: 'no-such-name' }
		return { kind: code === NO_RECORD ? 'nothing' : 'unanswered' }
	}
}
