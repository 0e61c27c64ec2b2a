import type { MailingRequestInput } from '#shared/wire/mailing.ts'
import type { MailingSummary } from '#shared/wire/summary.ts'
import { EventReader } from './event-reader.ts'

/** Somebody who holds an access key, over HTTP: what he does is all that a relay hears of him. */
export class Device {
	#url: string
	#key: string

	constructor({ url, pairingLink }: { url: string; pairingLink: string }) {
		this.#url = url
		this.#key = pairingLink.split('=').at(-1) ?? ''
	}

	async request(path: string, init: RequestInit = {}): Promise<Response> {
		return await fetch(`${this.#url}/api/v1${path}`, { ...init, headers: { authorization: `Bearer ${this.#key}` } })
	}

	/** Posts a mailing and reads along. */
	async send(mailing: MailingRequestInput): Promise<EventReader> {
		return new EventReader(await this.request('/mailings', { method: 'POST', body: JSON.stringify(mailing) }))
	}

	async summary(id: string): Promise<MailingSummary> {
		return (await (await this.request(`/mailings/${id}`)).json()) as MailingSummary
	}

	async steer(id: string, verb: 'pause' | 'resume' | 'cancel'): Promise<{ status: number; summary: MailingSummary }> {
		const response = await this.request(`/mailings/${id}/${verb}`, { method: 'POST' })
		return { status: response.status, summary: (await response.json()) as MailingSummary }
	}

	async journalEpoch(): Promise<string> {
		const info = (await (await this.request('/relay')).json()) as { journalEpoch: string }
		return info.journalEpoch
	}
}
